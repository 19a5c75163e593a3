package dev.portals.core.session;

/**
 * Where a session stands. All its transitions are here:
 *
 * <pre>
 * IDLE ──start──▶ CONNECTING ──made──▶ UP ──lost──▶ CONNECTING
 *                     │  ▲                └──lost──▶ WAITING      (if it was lost before it had proved good)
 *                  failed │ time, or retryNow
 *                     ▼  │
 *                   WAITING
 * every one but CLOSED ──close──▶ CLOSED
 * </pre>
 */
public enum SessionStatus {
    /** Not started yet. */
    IDLE,
    /** A connection is being made. */
    CONNECTING,
    /** There is a connection, and nothing says that it is dead. */
    UP,
    /** The last try failed; the next one is due after a while. */
    WAITING,
    /** Ended by its owner, for good. */
    CLOSED;

    /** Whether the one may follow on the other. */
    public boolean mayBecome(SessionStatus next) {
        return switch (this) {
            case IDLE -> next == CONNECTING || next == CLOSED;
            case CONNECTING -> next == UP || next == WAITING || next == CLOSED;
            case UP -> next == CONNECTING || next == WAITING || next == CLOSED;
            case WAITING -> next == CONNECTING || next == CLOSED;
            case CLOSED -> false;
        };
    }
}
