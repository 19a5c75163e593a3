package dev.portals.vault;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes. They have no text form, compare in constant time and can be destroyed; after that every use fails with
 * {@link IllegalStateException}. Thread-safe: a use at the time of the destruction gets the bytes or fails, never zeros.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private boolean destroyed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy of the bytes; the caller still owns (and should wipe) its array. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** Takes the array itself: the caller gives it away. */
    public static SecretBytes owning(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** A copy in the clear, for a cipher or a store. The caller wipes it. */
    public synchronized byte[] reveal() {
        requireAlive();
        return bytes.clone();
    }

    /** A part of it as a secret of its own. */
    public synchronized SecretBytes slice(int from, int to) {
        requireAlive();
        return new SecretBytes(Arrays.copyOfRange(bytes, from, to));
    }

    /** Overwrites the bytes. Idempotent. */
    @Override
    public synchronized void close() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    private void requireAlive() {
        if (destroyed) {
            throw new IllegalStateException("the secret has been destroyed");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return SecretBytes.class.hashCode();
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + "]";
    }
}
