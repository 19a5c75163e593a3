package dev.portals.engine.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has just happened and that a person who isn't looking may want to be told of, once.
 *
 * @param subject as for {@link Attention}
 * @param sentence for a person
 * @param person whose doing it is; null if nobody's, or if the subject says it
 */
public record Notice(
        Kind kind,
        String subject,
        String sentence,
        @Nullable FailureMode mode,
        Instant at,
        @Nullable String person) {
    /** One that is nobody's doing, or whose subject says whose. */
    public Notice(Kind kind, String subject, String sentence, @Nullable FailureMode mode, Instant at) {
        this(kind, subject, sentence, mode, at, null);
    }

    /** Kinds. */
    public enum Kind {
        /** The person has signed in (subject: the address). */
        SIGNED_IN,
        /** Signing in didn't work (subject: none). */
        SIGN_IN_FAILED,
        /** An invitation came (subject: its id). */
        INVITATION_RECEIVED,
        /** Somebody accepted an invitation (subject: the portal). */
        INVITATION_ACCEPTED,
        /** A guest uses a portal for the first time in this run (subject: the portal). */
        GUEST_CONNECTED,
        /** A portal's service doesn't answer any more (subject: the portal). */
        SERVICE_DOWN,
        /** A portal's service answers again (subject: the portal). */
        SERVICE_BACK,
        /** A friend's computer that was away is back (subject: the id of what is reachable there). */
        REACHABLE_BACK,
        /** Something reachable isn't allowed any more (subject: its id). */
        DENIED,
        /** Another identity claims to be a friend (subject: the address). */
        IDENTITY_CHANGED,
        /** A friend has new keys under the same identity (subject: the address). */
        KEYS_ROTATED,
        /** There has been no connection for a minute, and portals were in use (subject: none). */
        CONNECTION_LOST,
        /** There is a connection again after a {@link #CONNECTION_LOST} (subject: none). */
        CONNECTION_BACK
    }
}
