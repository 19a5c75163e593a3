package dev.portals.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** A secret sealed for a file by AES-256-GCM: {@code nonce (12, random) || ciphertext || tag (16)}. */
final class Sealed {
    /** Bytes that sealing adds. */
    static final int OVERHEAD = AeadKey.NONCE_LENGTH + AeadKey.TAG_LENGTH;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static byte[] seal(SecretBytes key, byte[] aad, SecretBytes secret) {
        byte[] nonce = new byte[AeadKey.NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        byte[] raw = secret.reveal();
        try (AeadKey aead = new AeadKey(key)) {
            byte[] sealed = Arrays.copyOf(nonce, OVERHEAD + raw.length);
            aead.seal(nonce, aad, raw, sealed, nonce.length);
            return sealed;
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** The secret, or empty if it doesn't authenticate. */
    static Optional<SecretBytes> open(SecretBytes key, byte[] aad, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed, AeadKey.NONCE_LENGTH);
        byte[] secret = new byte[sealed.length - OVERHEAD];
        try (AeadKey aead = new AeadKey(key)) {
            int length = aead.open(nonce, aad, sealed, nonce.length, sealed.length - nonce.length, secret);
            return length < 0 ? Optional.empty() : Optional.of(SecretBytes.owning(secret));
        }
    }
}
