package dev.portals.engine.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that the person should look at.
 *
 * @param subject what it is about: the name of a portal, the id of an invitation, a friend's address; empty: everything
 * @param sentence for a person
 * @param mode which {@code portals help} explains; null for what is no failure
 * @param page to open in a browser, for what needs one; else null
 */
public record Attention(
        Kind kind,
        String subject,
        String sentence,
        Instant since,
        @Nullable FailureMode mode,
        @Nullable String page) {
    /** Kinds, the most urgent first. */
    public enum Kind {
        /** The state can't be written: nothing can be changed (subject: none). */
        STORAGE,
        /** The keys can't be used (subject: none). */
        KEYS,
        /** Portals were paused after the application failed twice (subject: none). */
        SAFE_MODE,
        /** Another identity claims to be a friend and is blocked (subject: the friend's address). */
        IDENTITY_CHANGED,
        /** The project is gone, or doesn't let this computer in (subject: none). */
        PROJECT_GONE,
        /** The clock is wrong (subject: none). */
        CLOCK,
        /** This computer has no network (subject: none). */
        OFFLINE,
        /** The network wants the person to sign in first (subject: none; page: where). */
        CAPTIVE_PORTAL,
        /** The orchestrator doesn't answer (subject: its host). */
        ORCHESTRATOR,
        /** The account's quota is used up (subject: none). */
        QUOTA,
        /** An invitation waits for an answer (subject: its id). */
        INVITATION,
        /** An answer to an invitation didn't get through (subject: the invitation's id). */
        ANSWER,
        /** A portal's service doesn't answer, or it can't be opened (subject: the portal). */
        PORTAL,
        /** The local port of something reachable is taken (subject: its id). */
        PORT_BUSY,
        /** Something reachable isn't any more (subject: its id). */
        DENIED
    }
}
