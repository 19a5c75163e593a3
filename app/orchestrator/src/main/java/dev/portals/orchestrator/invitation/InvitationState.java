package dev.portals.orchestrator.invitation;

import java.util.Locale;

/** How far an invitation is. */
public enum InvitationState {
    /** The recipient hasn't answered, and still can. */
    PENDING,
    /** The recipient has accepted. */
    ACCEPTED,
    /** The recipient has declined, or has deleted what was accepted. */
    IGNORED,
    /** The sender has taken it back. */
    REVOKED,
    /** The recipient didn't answer in time. */
    EXPIRED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvitationState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
