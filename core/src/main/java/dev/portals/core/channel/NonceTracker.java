package dev.portals.core.channel;

/**
 * The replay window (spec 02 section 5.10): a nonce is acceptable if it lies at most 32 ahead of or behind the highest
 * accepted one and hasn't been accepted before. Nonces are unsigned.
 */
final class NonceTracker {
    /** How far ahead or behind a nonce may lie. */
    static final int WINDOW = 32;

    private long highest;
    /** Bit i: the nonce {@code highest - i} has been accepted; bits 0 to 32. */
    private long accepted;

    /** Whether a message with this nonce may be tried; changes nothing. */
    boolean isAcceptable(long nonce) {
        if (Long.compareUnsigned(nonce, highest) > 0) {
            return Long.compareUnsigned(nonce - highest, WINDOW) <= 0;
        }
        long behind = highest - nonce;
        return Long.compareUnsigned(behind, WINDOW) <= 0 && (accepted >>> behind & 1) == 0;
    }

    /** Remembers an acceptable nonce whose message authenticated. */
    void accept(long nonce) {
        if (Long.compareUnsigned(nonce, highest) > 0) {
            accepted = accepted << (nonce - highest) | 1;
            highest = nonce;
        } else {
            accepted |= 1L << (highest - nonce);
        }
    }
}
