package dev.portals.desktop.invitations;

import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.PortalRow.GuestRow;
import java.util.List;

/**
 * What the page shows.
 *
 * @param received those that wait for my answer
 * @param sent those I sent
 * @param sentShown whether the latter are shown
 */
record InvitationsModel(List<InvitationRow> received, List<Sent> sent, boolean sentShown) {
    /** One that I sent. */
    record Sent(String portal, GuestRow guest, String expires) {}
}
