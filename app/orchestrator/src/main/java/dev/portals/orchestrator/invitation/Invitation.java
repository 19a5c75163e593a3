package dev.portals.orchestrator.invitation;

import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.orchestrator.mail.MailState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as a page shows it: without anything that gives access.
 *
 * @param recipient exactly as it was typed
 * @param target the id of the project or space
 * @param recipientId who accepted it; 0 before
 * @param targetName what that is called; empty if it is no more
 * @param service the name of the service; null for a project or a space
 * @param portal what the sender says about the portal; not verified
 * @param mailedAt when the last mail was put into the queue
 */
public record Invitation(
        String id,
        long senderId,
        String senderEmail,
        String senderName,
        String recipient,
        long recipientId,
        Scope scope,
        Role role,
        String target,
        String targetName,
        @Nullable String service,
        @Nullable PortalText portal,
        InvitationState state,
        Instant createdAt,
        Instant expiresAt,
        Instant mailedAt,
        MailState mailState) {
    /** From when on the recipient may be told once more, unless that was done too often. */
    public Instant againFrom() {
        return mailedAt.plus(Notices.QUIET);
    }

    /** How many minutes that is, rounded up; 0 if it is now. */
    public long minutesUntilAgain(Instant now) {
        long seconds = Math.max(0, againFrom().getEpochSecond() - now.getEpochSecond());
        return Math.ceilDiv(seconds, 60);
    }

    /** What the portal, project or space is called; empty if nobody said it. */
    public String title() {
        if (portal != null) {
            return portal.name();
        }
        return service == null ? targetName : service;
    }
}
