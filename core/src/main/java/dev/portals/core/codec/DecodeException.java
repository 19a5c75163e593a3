package dev.portals.core.codec;

/**
 * Bytes from outside that aren't what they should be. It carries no stack trace: a peer can cause any number of these.
 * The message says what was expected and never repeats the bytes.
 */
public final class DecodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A failure with a sentence for the log. */
    public DecodeException(String message) {
        super(message, null, false, false);
    }
}
