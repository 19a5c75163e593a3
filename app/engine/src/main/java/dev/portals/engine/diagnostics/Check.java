package dev.portals.engine.diagnostics;

import dev.portals.engine.state.FailureMode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param subject the name of a portal or the id of an invitation; empty: what all of them need
 * @param sentence what was found, for a person
 * @param mode which {@code portals help} explains; null if nothing is wrong or nothing more is known
 */
public record Check(
        Area area,
        String subject,
        Verdict verdict,
        String sentence,
        @Nullable FailureMode mode) {
    /** What can be looked at, in the order in which one needs the other. */
    public enum Area {
        /** This computer's network. */
        NETWORK,
        /** This computer's clock. */
        CLOCK,
        /** Whether what the person does is remembered. */
        STORAGE,
        /** The proxy on the way to the orchestrator's site. */
        PROXY,
        /** The orchestrator's site. */
        ACCOUNT_SERVER,
        /** Where invitations and projects are kept. */
        CONTROLLER,
        /** The relay at the person's project. */
        PROJECT,
        /** The service of a portal of this computer. */
        SERVICE,
        /** The computer of who shares something. */
        FRIEND,
        /** The service there. */
        FRIEND_SERVICE,
        /** The local port of something reachable. */
        LOCAL_PORT
    }

    /** How it is. */
    public enum Verdict {
        /** Right. */
        GOOD,
        /** Not as it should be, but it works or mends itself. */
        DOUBTFUL,
        /** Wrong. */
        BAD,
        /** Not looked at, or nothing can be said. */
        SKIPPED
    }

    static Check good(Area area, String subject, String sentence) {
        return new Check(area, subject, Verdict.GOOD, sentence, null);
    }

    static Check skipped(Area area, String subject, String sentence) {
        return new Check(area, subject, Verdict.SKIPPED, sentence, null);
    }
}
