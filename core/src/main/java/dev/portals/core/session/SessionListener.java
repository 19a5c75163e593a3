package dev.portals.core.session;

import org.jspecify.annotations.Nullable;

/** Hears what becomes of a session, on its loop. */
@FunctionalInterface
public interface SessionListener {
    /** Hears nothing. */
    SessionListener NONE = (from, to, reason) -> {};

    /**
     * A step from one status to another.
     *
     * @param reason why a connection was lost or could not be made; null if nothing failed
     */
    void changed(SessionStatus from, SessionStatus to, @Nullable Throwable reason);
}
