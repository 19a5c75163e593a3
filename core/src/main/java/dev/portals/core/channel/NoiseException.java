package dev.portals.core.channel;

/**
 * A handshake message that can't be what the peer sent: wrong length, a tag that doesn't fit, a key of low order. It is
 * dropped, and the handshake is as if it had never come.
 */
final class NoiseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    NoiseException(String message) {
        super(message, null, false, false);
        sentence = message;
    }

    /** What was wrong. */
    String sentence() {
        return sentence;
    }
}
