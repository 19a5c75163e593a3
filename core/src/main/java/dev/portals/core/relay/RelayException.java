package dev.portals.core.relay;

/** A relay that could not be had. */
public final class RelayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The way to the relay node doesn't begin in this node, or is refused. */
        UNREACHABLE,
        /** No confirmation came: the node is away, has no relay service, or refuses the name. It never says which. */
        NO_ANSWER,
        /** The connection to the relay node, or the registration, was closed before the confirmation came. */
        CLOSED
    }

    private final Reason reason;

    RelayException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
