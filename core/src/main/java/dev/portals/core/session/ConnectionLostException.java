package dev.portals.core.session;

/** Why a session replaces its connection. */
public final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How it was noticed. */
    public enum Sign {
        /** A layer of the connection ended. */
        CLOSED,
        /** Pings were not answered. */
        SILENT,
        /** Its first hop is no longer there. */
        UNREACHABLE
    }

    private final Sign sign;

    ConnectionLostException(Sign sign, String message) {
        super(message, null, false, false);
        this.sign = sign;
    }

    /** How it was noticed. */
    public Sign sign() {
        return sign;
    }
}
