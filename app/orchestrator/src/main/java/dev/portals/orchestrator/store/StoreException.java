package dev.portals.orchestrator.store;

import org.jspecify.annotations.Nullable;

/** The database can't be used; the sentence says what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A failure with its cause. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
