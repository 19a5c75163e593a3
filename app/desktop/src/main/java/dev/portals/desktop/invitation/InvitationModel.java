package dev.portals.desktop.invitation;

import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.ReachableRow;
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
        /** It can be used. */
        READY,
        /** It can't be used. */
        FAILED,
        /** There is no such invitation for this account. */
        UNKNOWN
    }
}
