package dev.portals.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A secret sealed for a file by AES-256-GCM: {@code nonce (12, random) || ciphertext || tag (16)}. */
final class Sealed {
    private static final int NONCE = 12;
    /** Bytes that sealing adds. */
    static final int OVERHEAD = NONCE + AeadKey.TAG_LENGTH;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static byte[] seal(SecretBytes key, byte[] aad, SecretBytes secret) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] raw = secret.reveal();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, aad);
            byte[] sealed = Arrays.copyOf(nonce, OVERHEAD + raw.length);
            cipher.doFinal(raw, 0, raw.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to seal", e);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** The secret, or empty if it doesn't authenticate. */
    static Optional<SecretBytes> open(SecretBytes key, byte[] aad, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), aad);
            return Optional.of(SecretBytes.owning(cipher.doFinal(sealed, NONCE, sealed.length - NONCE)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to open", e);
        }
    }

    private static Cipher cipher(int mode, SecretBytes key, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        byte[] raw = key.reveal();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(raw, "AES"), new GCMParameterSpec(AeadKey.TAG_LENGTH * 8, nonce));
            cipher.updateAAD(aad);
            return cipher;
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}
