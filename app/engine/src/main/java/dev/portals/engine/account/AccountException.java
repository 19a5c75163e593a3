package dev.portals.engine.account;

/** Signing in didn't work; the sentence is for the person. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Nobody answers at the address. */
        OFFLINE,
        /** What answers there isn't an account service. */
        NOT_A_SERVICE,
        /** The person said no, or may not. */
        DENIED,
        /** The person took too long. */
        EXPIRED
    }

    private final Reason reason;

    /** A failure with its sentence. */
    public AccountException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
