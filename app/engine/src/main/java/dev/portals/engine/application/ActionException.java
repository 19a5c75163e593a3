package dev.portals.engine.application;

import dev.portals.engine.state.FailureMode;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable FailureMode mode;

    /** An action that wasn't done. */
    public ActionException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    /** An action that wasn't done, of a kind that {@code portals help} explains. */
    public ActionException(Reason reason, String sentence, @Nullable FailureMode mode) {
        super(sentence, null, false, false);
        this.reason = reason;
        this.mode = mode;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The kind that {@code portals help} explains; null if it is none. */
    public @Nullable FailureMode mode() {
        return mode;
    }

    /** The same, as one of that kind unless it is of one already. */
    ActionException as(FailureMode kind) {
        return mode != null ? this : new ActionException(reason, String.valueOf(getMessage()), kind);
    }
}
