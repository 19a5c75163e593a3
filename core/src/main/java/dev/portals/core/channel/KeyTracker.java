package dev.portals.core.channel;

import dev.portals.vault.AeadKey;
import org.jspecify.annotations.Nullable;

/**
 * The key window (spec 02 section 5.10): each 32 nonces have a key, and the current one, the one before and the next one
 * can be used. Owns its keys.
 */
final class KeyTracker implements AutoCloseable {
    /** Messages under one key. */
    static final int INTERVAL = 32;

    private AeadKey current;
    private @Nullable AeadKey previous;
    private @Nullable AeadKey trial;
    private long number;

    /** Begins with key number 0. */
    KeyTracker(AeadKey first) {
        current = first;
    }

    /** The key for a nonce; null if it lies outside the window. */
    @Nullable AeadKey keyFor(long nonce) {
        long interval = Long.divideUnsigned(nonce, INTERVAL);
        if (interval == number) {
            return current;
        }
        if (interval == number + 1) {
            if (trial == null) {
                trial = current.next();
            }
            return trial;
        }
        return interval == number - 1 ? previous : null;
    }

    /** Says that a message with this nonce authenticated, so that its key is in use. */
    void accept(long nonce) {
        if (trial == null || Long.divideUnsigned(nonce, INTERVAL) != number + 1) {
            return;
        }
        if (previous != null) {
            previous.close();
        }
        previous = current;
        current = trial;
        trial = null;
        number++;
    }

    /** The number of the current key. */
    long number() {
        return number;
    }

    @Override
    public void close() {
        current.close();
        if (previous != null) {
            previous.close();
        }
        if (trial != null) {
            trial.close();
        }
    }
}
