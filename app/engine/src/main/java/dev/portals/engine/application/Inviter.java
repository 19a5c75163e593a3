package dev.portals.engine.application;

import dev.portals.core.controller.ExpiryText;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.PortalDescription;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.SignedDescription;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import dev.portals.core.project.TokenRequest;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.node.LocalNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Invites people to portals: a ticket of the project's authority, in an invitation of the controller (spec 04 section 6.5). */
record Inviter(LocalNode local, Online online) {
    private static final Duration TICKET_LIFE = Duration.ofDays(14);

    /**
     * Invites.
     *
     * @param end when it can't be accepted any more; null: as the server likes
     */
    SentInvitation invite(SavedPortal portal, String email, @Nullable Instant end) {
        String recipient = email.strip();
        if (recipient.length() < 3
                || recipient.indexOf('@') < 1
                || recipient.chars().anyMatch(c -> c <= ' ')) {
            throw new ActionException(Reason.INPUT, "“" + email + "” is not an e-mail address");
        }
        Project project = online.project();
        CredentialSource administrator =
                CredentialSource.fixed(online.controller().administratorCredential(project.id()));
        OneTimeCode code = new AuthorityClient(local, project, administrator)
                .issueToken(new TokenRequest(
                        new TreeMap<>(Map.of("invitation_email", recipient.toLowerCase(Locale.ROOT))),
                        life(end).toSeconds(),
                        null));
        ServiceAccessDetails access = new ServiceAccessDetails(
                project.identifier(),
                project.route().toString(),
                project.authorityIdentifier(),
                project.authorityRoute().toString(),
                local.identifier(),
                "/service/" + portal.name(),
                new EnrollmentTicket(project, code).toHex(),
                null);
        PortalDescription description = PortalDescription.of(
                new PortalText(portal.title(), portal.scheme(), portal.note()),
                access,
                local.node().clock().instant().getEpochSecond());
        return online.controller()
                .invite(new NewServiceInvitation(
                        end == null ? null : ExpiryText.of(end),
                        project.id(),
                        recipient,
                        new ServiceAccessDetails(
                                access.projectIdentifier(),
                                access.projectRoute(),
                                access.authorityIdentifier(),
                                access.authorityRoute(),
                                access.nodeIdentifier(),
                                access.nodeRoute(),
                                access.ticket(),
                                SignedDescription.sign(description, local.identifier(), local.identities()))));
    }

    /** The ticket is as good as the invitation, for a moment longer. */
    private Duration life(@Nullable Instant end) {
        return end == null
                ? TICKET_LIFE
                : Duration.between(local.node().clock().instant(), end).plusMinutes(1);
    }
}
