package dev.portals.vault;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), as the handshake uses it: spec 02 section 1.2. */
public final class Hkdf {
    private static final int HASH = 32;

    private Hkdf() {}

    /**
     * Extract and expand.
     *
     * @param salt the chaining key; may be empty
     * @param input the keying material; may be empty
     * @param info context; empty in the handshake
     * @param length how many bytes to give, at most 255 * 32
     */
    public static SecretBytes derive(byte[] salt, byte[] input, byte[] info, int length) {
        if (length < 0 || length > 255 * HASH) {
            throw new IllegalArgumentException("HKDF gives at most " + 255 * HASH + " bytes");
        }
        byte[] prk = hmac(salt.length == 0 ? new byte[HASH] : salt, input);
        byte[] out = new byte[length];
        byte[] block = new byte[0];
        int filled = 0;
        for (int counter = 1; filled < length; counter++) {
            byte[] message = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, message, block.length, info.length);
            message[message.length - 1] = (byte) counter;
            block = hmac(prk, message);
            int n = Math.min(HASH, length - filled);
            System.arraycopy(block, 0, out, filled, n);
            filled += n;
        }
        Arrays.fill(prk, (byte) 0);
        Arrays.fill(block, (byte) 0);
        return SecretBytes.owning(out);
    }

    /** HMAC-SHA-256, the MAC below HKDF. The key may have any length from 1. */
    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java has HmacSHA256", e);
        }
    }
}
