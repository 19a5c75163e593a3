package dev.portals.core.api;

import org.jspecify.annotations.Nullable;

/**
 * A request that wasn't done: what a server's handler throws, and what a client's answer fails with. It carries no stack
 * trace.
 */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    /** A failure with a sentence that the person who asked may read. */
    public ApiFailure(Status status, String message) {
        this(status.code(), message);
    }

    ApiFailure(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The number of the status as it came. */
    public int code() {
        return code;
    }

    /** The status; null if the number isn't one of the ten. */
    public @Nullable Status status() {
        return Status.of(code);
    }

    /** The sentence; empty if the server said nothing. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
