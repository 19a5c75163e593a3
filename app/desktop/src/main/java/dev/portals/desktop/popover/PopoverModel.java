package dev.portals.desktop.popover;

import dev.portals.desktop.list.HeaderModel;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.PortalRow;
import dev.portals.desktop.list.ReachableRow;
import java.util.List;
import java.util.Set;

/**
 * What the popover shows to somebody who is signed in.
 *
 * @param coaching what to do first
 * @param paused whether everything is
 * @param unfolded keys of rows that are open
 */
record PopoverModel(
        HeaderModel header,
        Coaching coaching,
        List<InvitationRow> invitations,
        List<PortalRow> portals,
        List<ReachableRow.Group> reachable,
        boolean paused,
        Set<String> unfolded) {

    /** The first steps of somebody new. */
    enum Coaching {
        /** Nothing is shared yet. */
        OPEN_FIRST,
        /** Something is shared, with nobody. */
        INVITE_FIRST,
        /** No longer new. */
        NONE
    }
}
