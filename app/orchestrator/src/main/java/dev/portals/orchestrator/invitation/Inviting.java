package dev.portals.orchestrator.invitation;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.controller.ExpiryText;
import dev.portals.core.controller.NewInvitation;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.SignedDescription;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.usage.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rules for making an invitation (spec 04 section 6.3). Each returns the id; nothing is made when it fails. */
final class Inviting {
    private static final Duration DAY = Duration.ofDays(1);

    private final InstantSource clock;
    private final Targets targets;
    private final TicketRevocation tickets;
    private final InvitationLimits limits;

    Inviting(InstantSource clock, Targets targets, TicketRevocation tickets, InvitationLimits limits) {
        this.clock = clock;
        this.targets = targets;
        this.tickets = tickets;
        this.limits = limits;
    }

    /** To a project or a space. */
    String invite(Handle handle, Person sender, NewInvitation asked) {
        if (asked.scope() == Scope.SERVICE) {
            throw refused("a service is shared by its own request");
        }
        Long uses = asked.remainingUses();
        if (uses != null && uses != 1) {
            throw refused("an invitation can be used once");
        }
        checkRecipient(asked.recipient());
        long expiresAt = expiry(asked.expiresAt());
        checkAdministrator(handle, sender, asked.scope(), asked.target());
        return insert(handle, sender, asked.recipient(), asked.scope(), asked.role(), asked.target(), expiresAt);
    }

    /** To a service; while the same invitation is pending, it gets the new ticket and the new expiry. */
    String invite(Handle handle, Person sender, NewServiceInvitation asked) {
        ServiceAccessDetails access = asked.access();
        checkRecipient(asked.recipient());
        long expiresAt = expiry(asked.expiresAt());
        checkAdministrator(handle, sender, Scope.SERVICE, asked.projectId());
        check(handle, asked.projectId(), access);
        Stored known = InvitationTable.identical(
                        handle, sender, Emails.key(asked.recipient()), asked.projectId(), access, now())
                .orElse(null);
        String id;
        if (known == null) {
            id = insert(handle, sender, asked.recipient(), Scope.SERVICE, Role.SERVICE, asked.projectId(), expiresAt);
        } else {
            id = known.invitation().id();
            String replaced = known.ticketHash();
            if (replaced != null
                    && !replaced.equals(TicketCode.hash(access.ticket()).orElse(null))) {
                tickets.revoke(handle, asked.projectId(), replaced);
            }
        }
        InvitationTable.describe(handle, id, asked.recipient(), access, expiresAt);
        return id;
    }

    private String insert(
            Handle handle, Person sender, String recipient, Scope scope, Role role, String target, long expiresAt) {
        int perDay = limits.perDay().applyAsInt(sender.plan());
        if (InvitationTable.madeSince(handle, sender, now() - DAY.toSeconds()) >= perDay) {
            throw new ApiFailure(
                    Status.FORBIDDEN,
                    "within a day, " + Limits.refusal("your plan", perDay, "invitation", "try again tomorrow"));
        }
        if (InvitationTable.pending(handle, target, now()) >= limits.pending()) {
            throw new ApiFailure(
                    Status.FORBIDDEN, limits.pending() + " invitations wait for an answer; revoke some of them");
        }
        String id = UUID.randomUUID().toString();
        InvitationTable.insert(
                handle, id, sender, recipient, Emails.key(recipient), scope, role, target, now(), expiresAt);
        return id;
    }

    private static void checkRecipient(String recipient) {
        if (!Emails.isValid(recipient)) {
            throw refused("the recipient's address is not a complete e-mail address");
        }
    }

    /** What doesn't exist and what isn't the sender's business look the same. */
    private void checkAdministrator(Handle handle, Person sender, Scope scope, String target) {
        if (!sender.verified() || !targets.administers(handle, scope, target, sender.email())) {
            throw new ApiFailure(
                    Status.NOT_FOUND,
                    "there is no such " + (scope == Scope.SPACE ? "space" : "project") + " that you administer");
        }
    }

    /** Nobody is sent anywhere but to the project itself. */
    private void check(Handle handle, String projectId, ServiceAccessDetails access) {
        Targets.Project project = targets.project(handle, projectId)
                .orElseThrow(() -> new ApiFailure(Status.CONFLICT, "the project isn't ready yet"));
        if (!access.projectIdentifier().equals(project.identifier())) {
            throw refused("the project's identity is another one");
        }
        if (!access.authorityIdentifier().equals(project.authority())) {
            throw refused("the identity of the project's authority is another one");
        }
        if (!isSame(access.projectRoute(), project.route())) {
            throw refused("the project's route is another one");
        }
        if (!isSame(access.authorityRoute(), project.authorityRoute())) {
            throw refused("the route of the project's authority is another one");
        }
        if (access.service().isBlank() || access.service().chars().anyMatch(Character::isISOControl)) {
            throw refused("the service has no name");
        }
        SignedDescription description = access.description();
        if (description != null && !description.content().describes(access)) {
            throw refused("the portal's description is of another invitation");
        }
    }

    private static boolean isSame(String route, String ours) {
        try {
            return route.equals(ours) || MultiAddr.parse(route).equals(MultiAddr.parse(ours));
        } catch (MultiAddrSyntaxException e) {
            return false;
        }
    }

    private long expiry(@Nullable String text) {
        Instant now = clock.instant();
        if (text == null) {
            return now.plus(limits.life()).getEpochSecond();
        }
        Instant time =
                ExpiryText.parse(text).orElseThrow(() -> refused("the date isn't of the form 2026-01-31T12:00:00Z"));
        if (!time.isAfter(now)) {
            throw refused("the date is in the past");
        }
        if (time.isAfter(now.plus(limits.longest()))) {
            throw refused(
                    "an invitation can be accepted for " + limits.longest().toDays() + " days at most");
        }
        return time.getEpochSecond();
    }

    private static ApiFailure refused(String sentence) {
        return new ApiFailure(Status.BAD_REQUEST, sentence);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
