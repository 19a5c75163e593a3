package dev.portals.vault;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key that checks signatures.
 *
 * @param algorithm the scheme the key belongs to
 * @param bytes 32 bytes for Ed25519, 65 bytes (uncompressed SEC1 point, {@code 04 || X || Y}) for P-256
 */
public record VerifyingKey(SigningAlgorithm algorithm, byte[] bytes) {
    /** Validates the length and the form of the key, and that a P-256 key is a point of the curve; a wrong one is an {@link IllegalArgumentException}. */
    public VerifyingKey {
        bytes = bytes.clone();
        switch (algorithm) {
            case ED25519 -> {
                if (bytes.length != 32) {
                    throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + bytes.length);
                }
            }
            case ECDSA_P256_SHA256 -> {
                if (bytes.length != 65 || bytes[0] != 4) {
                    throw new IllegalArgumentException("a P-256 public key has 65 bytes and begins with 04");
                }
                if (P256.point(bytes) == null) {
                    throw new IllegalArgumentException("the P-256 public key isn't a point of the curve");
                }
            }
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && algorithm == that.algorithm && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return algorithm + ":" + HexFormat.of().formatHex(bytes);
    }
}
