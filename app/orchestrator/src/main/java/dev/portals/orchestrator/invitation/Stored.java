package dev.portals.orchestrator.invitation;

import dev.portals.core.controller.ExpiryText;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.ReceivedInvitation;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation with what gives access.
 *
 * @param acceptedBy the user who accepted it once; then nobody else can, whatever becomes of the address
 * @param details of a service, in Base64 of their wire form
 * @param ticketHash of the one-time code in the ticket
 * @param ticket that belongs to the details; may be left out where it isn't needed
 */
record Stored(
        Invitation invitation,
        String senderKey,
        String recipientKey,
        @Nullable Long acceptedBy,
        @Nullable String details,
        @Nullable String ticketHash,
        @Nullable String ticket) {
    boolean isSender(Person person) {
        return invitation.senderId() == person.id();
    }

    /** Whether it is for that person. Only a verified address is somebody's. */
    boolean isRecipient(Person person) {
        return acceptedBy == null ? person.verified() && recipientKey.equals(person.key()) : acceptedBy == person.id();
    }

    /** The state that counts now: nobody need have noted yet that it expired. */
    InvitationState state(Instant now) {
        boolean late = invitation.state() == InvitationState.PENDING && !now.isBefore(invitation.expiresAt());
        return late ? InvitationState.EXPIRED : invitation.state();
    }

    SentInvitation sent() {
        boolean accepted = invitation.state() == InvitationState.ACCEPTED;
        return new SentInvitation(
                invitation.id(),
                ExpiryText.of(invitation.expiresAt()),
                invitation.role(),
                invitation.senderId(),
                invitation.recipient(),
                accepted ? 0 : 1,
                invitation.scope(),
                invitation.target(),
                invitation.recipientId(),
                access());
    }

    ReceivedInvitation received() {
        return new ReceivedInvitation(
                invitation.id(),
                ExpiryText.of(invitation.expiresAt()),
                invitation.role(),
                invitation.senderEmail(),
                invitation.scope(),
                invitation.target(),
                invitation.state() == InvitationState.IGNORED,
                invitation.portal());
    }

    InvitationWithAccess withAccess(boolean entitled) {
        return new InvitationWithAccess(received(), entitled ? access() : null);
    }

    private @Nullable ServiceAccessDetails access() {
        if (details == null || invitation.scope() != Scope.SERVICE) {
            return null;
        }
        ServiceAccessDetails access = InvitationTable.access(details);
        // Rows of the first version have the ticket in the details.
        return ticket == null ? access : access.withTicket(ticket);
    }

    @Override
    public String toString() {
        return "Stored[" + invitation.id() + ']';
    }
}
