package dev.portals.engine.application;

import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where something reachable stands (spec 05 section 7.4).
 *
 * @param since when this state began
 */
record ReachableStatus(
        Reachable.State state, Instant since, @Nullable Problem problem) {
    static ReachableStatus of(Reachable.State state, Instant now) {
        return new ReachableStatus(state, now, null);
    }

    /** The next one; what stays keeps its time. */
    ReachableStatus next(Reachable.State to, @Nullable FailureMode mode, @Nullable String sentence, Instant now) {
        Problem next = sentence == null ? null : new Problem(mode, sentence, now);
        if (problem != null && next != null && problem.mode() == mode) {
            next = new Problem(mode, next.sentence(), problem.since());
        }
        return new ReachableStatus(to, to == state ? since : now, next);
    }
}
