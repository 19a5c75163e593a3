package dev.portals.engine.application;

import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Why answers to invitations didn't get through (FM-9), until they do or the invitation is gone. Thread-safe. */
final class AnswerProblems {
    private final Map<String, Problem> all = new HashMap<>();

    synchronized Map<String, Problem> all() {
        return Map.copyOf(all);
    }

    synchronized void failed(String invitation, String sentence, Instant now) {
        all.put(invitation, new Problem(FailureMode.ANSWER_NOT_TAKEN, sentence, now));
    }

    synchronized void cleared(String invitation) {
        all.remove(invitation);
    }

    synchronized void retain(Set<String> invitations) {
        all.keySet().retainAll(invitations);
    }
}
