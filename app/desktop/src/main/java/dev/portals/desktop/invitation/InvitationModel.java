package dev.portals.desktop.invitation;

import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.ReachableRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the dialog shows (spec 05 section 3.6).
 *
 * @param invitation while it waits for an answer
 * @param reachable once it was accepted
 * @param person how the sharer is called in a sentence
 * @param problem why the last action failed; empty: it didn't
 */
record InvitationModel(
        Step step,
        @Nullable InvitationRow invitation,
        @Nullable ReachableRow reachable,
        String person,
        String problem) {

    /**
     * Whether the dialog is drawn as for that one, so that what is typed, focused or being pressed stays; figures of traffic
     * and what the line of state says change in place.
     */
    boolean drawnAs(@Nullable InvitationModel other) {
        return other != null
                && step == other.step
                && switch (step) {
                    case ACCEPTING, CONNECTING, FAILED ->
                        person.equals(other.person) && Objects.equals(progress(), other.progress());
                    case READY -> Objects.equals(place(), other.place());
                    case NOT_SIGNED_IN, LOADING, QUESTION, UNKNOWN -> true;
                };
    }

    private @Nullable List<Object> progress() {
        return reachable == null
                ? null
                : List.of(reachable.name(), reachable.mark(), reachable.address(), reachable.explanation());
    }

    private @Nullable List<String> place() {
        return reachable == null
                ? null
                : List.of(reachable.name(), reachable.url() == null ? reachable.address() : reachable.url());
    }

    /** How far it has got. */
    enum Step {
        /** Nobody is signed in. */
        NOT_SIGNED_IN,
        /** The lists aren't there yet. */
        LOADING,
        /** It waits for an answer. */
        QUESTION,
        /** The answer is being told. */
        ACCEPTING,
        /** Accepted, and not yet usable. */
        CONNECTING,
        /** It can be used, or could since the dialog is there. */
        READY,
        /** It can't be used. */
        FAILED,
        /** There is no such invitation for this account. */
        UNKNOWN
    }
}
