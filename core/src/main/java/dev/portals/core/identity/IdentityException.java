package dev.portals.core.identity;

/**
 * An identity, a purpose key or a stored record of them that can't be accepted. It carries no stack trace: a peer can
 * cause any number of these. The message is for a log and never repeats what the peer sent.
 */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The kinds of failure a caller can tell apart. */
    public enum Reason {
        /** Bytes that aren't what they should be. */
        MALFORMED,
        /** A change history breaks a rule of spec 02 section 2.6. */
        INVALID_HISTORY,
        /** A signature doesn't verify, or is of another scheme than its key. */
        INVALID_SIGNATURE,
        /** The history is another identity's than the expected one. */
        UNEXPECTED_IDENTITY,
        /** The history and the known one have parted ways. */
        CONFLICT,
        /** The history is an outdated one: a newer one is known. */
        OLDER,
        /** No history of that identity is known. */
        UNKNOWN_IDENTITY,
        /** The attestation speaks about another identity. */
        WRONG_SUBJECT,
        /** The attestation belongs to another change than the latest one. */
        NOT_LATEST_CHANGE,
        /** The attested key is for the other purpose. */
        WRONG_PURPOSE,
        /** The times of the attestation aren't within those of the identity's key. */
        OUTSIDE_KEY_VALIDITY,
        /** Created in the future. */
        NOT_YET_VALID,
        /** Expired. */
        EXPIRED,
        /** The vault doesn't hold the identity's key, so it isn't one of ours. */
        NOT_OWN,
        /** The name belongs to another identity already. */
        NAME_TAKEN
    }

    private final Reason reason;

    /** A failure with its kind and a sentence for the log. */
    public IdentityException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
