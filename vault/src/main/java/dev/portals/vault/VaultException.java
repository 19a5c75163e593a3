package dev.portals.vault;

/** What went wrong in a vault. The message is for an operator and never holds a secret. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The kinds of failure a caller can tell apart. */
    public enum Reason {
        /** No key under that handle. */
        KEY_NOT_FOUND,
        /** The vault can't do that at all. */
        UNSUPPORTED,
        /** A key of low order or another input that would give a predictable secret. */
        WEAK_KEY,
        /** A stored secret doesn't open: wrong passphrase, or the file was changed. */
        CORRUPT,
        /** The store can't be read or written. */
        STORAGE
    }

    private final Reason reason;

    /** A failure with its kind and a sentence for the operator. */
    public VaultException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A failure with its kind, a sentence for the operator and what caused it. */
    public VaultException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
