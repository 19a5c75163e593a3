package dev.portals.vault;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of an X25519 key.
 *
 * @param bytes 32 bytes, the u-coordinate, little-endian
 */
public record X25519PublicKey(byte[] bytes) {
    /** Validates the length; a wrong one is an {@link IllegalArgumentException}. */
    public X25519PublicKey {
        bytes = bytes.clone();
        if (bytes.length != 32) {
            throw new IllegalArgumentException("an X25519 public key has 32 bytes, not " + bytes.length);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X25519PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "X25519:" + HexFormat.of().formatHex(bytes);
    }
}
