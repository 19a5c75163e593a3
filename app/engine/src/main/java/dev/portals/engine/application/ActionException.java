package dev.portals.engine.application;

/** An action that wasn't done; the sentence says why and what to do. */
public final class ActionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kinds of reasons, which are exit codes of the command line as well (spec 05 section 15.9). */
    public enum Reason {
        /** What was asked for makes no sense. */
        INPUT,
        /** Nobody has signed in. */
        NOT_ENROLLED,
        /** Somebody who is needed can't be reached. */
        OFFLINE,
        /** Somebody says no. */
        DENIED,
        /** There is no such thing. */
        NOT_FOUND,
        /** Anything else. */
        FAILED
    }

    private final Reason reason;

    /** An action that wasn't done. */
    public ActionException(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
