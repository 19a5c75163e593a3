package dev.portals.vault;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a key inside a vault. It is chosen by the vault, means nothing outside it and never leaves the node
 * (spec 02 section 1.5). It is not secret.
 *
 * @param bytes opaque
 */
public record KeyHandle(byte[] bytes) {
    /** Copies the bytes. */
    public KeyHandle {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHandle that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
