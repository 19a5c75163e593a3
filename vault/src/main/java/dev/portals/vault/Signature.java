package dev.portals.vault;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A signature with its scheme.
 *
 * @param algorithm the scheme
 * @param bytes 64 bytes: R || S for Ed25519, r || s (big-endian, not DER) for ECDSA P-256
 */
public record Signature(SigningAlgorithm algorithm, byte[] bytes) {
    /** Validates the length; a wrong one is an {@link IllegalArgumentException}. */
    public Signature {
        bytes = bytes.clone();
        if (bytes.length != 64) {
            throw new IllegalArgumentException("a signature has 64 bytes, not " + bytes.length);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && algorithm == that.algorithm && Arrays.equals(bytes, that.bytes);
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
