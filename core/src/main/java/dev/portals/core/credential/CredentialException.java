package dev.portals.core.credential;

import dev.portals.core.identity.IdentityException;

/**
 * A credential that can't be accepted, issued or had. It carries no stack trace: a peer can cause any number of these.
 * The message is for a log and never repeats what the peer sent.
 */
public final class CredentialException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The kinds of failure a caller can tell apart. */
    public enum Reason {
        /** Bytes that aren't what they should be. */
        MALFORMED,
        /** The issuer's key isn't to be believed, or the issuer isn't known. */
        INVALID_ISSUER_KEY,
        /** The issuer is none of the accepted authorities. */
        UNKNOWN_AUTHORITY,
        /** The signature doesn't verify. */
        INVALID_SIGNATURE,
        /** It is about nobody, or about somebody else. */
        WRONG_SUBJECT,
        /** Its times aren't within those of the issuer's key. */
        OUTSIDE_KEY_VALIDITY,
        /** Created in the future. */
        NOT_YET_VALID,
        /** Expired. */
        EXPIRED,
        /** The subject isn't known to the issuer. */
        UNKNOWN_SUBJECT,
        /** No credential could be had. */
        UNAVAILABLE
    }

    private final Reason reason;

    /** A failure with its kind and a sentence for the log. */
    public CredentialException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static CredentialException issuerKey(IdentityException e) {
        return new CredentialException(Reason.INVALID_ISSUER_KEY, "the credential's issuer: " + e.getMessage());
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
