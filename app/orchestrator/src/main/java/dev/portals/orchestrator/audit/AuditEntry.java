package dev.portals.orchestrator.audit;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param actor an e-mail address, an identifier, or {@code system}
 * @param action what it was, as {@code noun.verb}, for example {@code project.create}
 * @param object what it was done to; may be empty
 * @param detail more of it; may be empty; never a secret
 */
public record AuditEntry(Instant at, String actor, String action, String object, Outcome outcome, String detail) {
    /** How it ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** Whoever asked may not. */
        REFUSED
    }
}
