package dev.portals.orchestrator.invitation;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.api.Status;
import dev.portals.core.controller.AcceptedInvitation;
import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.ListKind;
import dev.portals.core.controller.NewInvitation;
import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.SentInvitation;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailTexts;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Invitations of people to portals, projects and spaces (spec 04 section 6). Users are named by their numbers; every method
 * throws {@link ApiFailure}: 401 for a user who isn't there, 403 for what isn't the user's turn, 404 for an invitation that
 * isn't there or isn't the user's.
 */
public final class Invitations {
    /** How long the recipient is left in peace. */
    private static final Duration REMINDER = Duration.ofDays(3);

    private static final int BATCH = 200;

    private final Database database;
    private final InstantSource clock;
    private final Targets targets;
    private final TicketRevocation tickets;
    private final Inviting inviting;
    private final Notices notices;
    private final AuditLog audit;
    private final Revisions revisions;

    private record Accepted(Invitation invitation, String email) {}

    /** Those in that database. */
    public Invitations(
            Database database,
            InstantSource clock,
            MailQueue mail,
            MailTexts texts,
            Targets targets,
            TicketRevocation tickets,
            AuditLog audit,
            Revisions revisions,
            InvitationLimits limits) {
        this.database = database;
        this.clock = clock;
        this.targets = targets;
        this.tickets = tickets;
        this.audit = audit;
        this.revisions = revisions;
        this.inviting = new Inviting(clock, targets, tickets, limits);
        this.notices = new Notices(mail, texts, clock, limits.mails());
    }

    /** Invites somebody to a project or a space that the user administers. */
    public SentInvitation invite(long user, NewInvitation asked) {
        return make(user, asked.target(), (handle, sender) -> inviting.invite(handle, sender, asked));
    }

    /**
     * Invites somebody to a service in a project that the user administers. A second identical invitation replaces ticket and
     * expiry of the first, while that is pending.
     */
    public SentInvitation invite(long user, NewServiceInvitation asked) {
        return make(user, asked.projectId(), (handle, sender) -> inviting.invite(handle, sender, asked));
    }

    @FunctionalInterface
    private interface Maker {
        String make(Handle handle, Person sender);
    }

    private SentInvitation make(long user, String target, Maker maker) {
        try {
            return write(handle -> {
                Person sender = Person.of(handle, user);
                Stored made = stored(handle, maker.make(handle, sender));
                notices.invite(handle, made);
                changed(handle, made, null);
                audit.done(
                        handle,
                        sender.email(),
                        "invitation.create",
                        made.invitation().id(),
                        made.invitation().recipient());
                return made.sent();
            });
        } catch (ApiFailure failure) {
            if (failure.code() == Status.FORBIDDEN.code()) {
                audit.refused(email(user), "invitation.create", target, failure.sentence());
            }
            throw failure;
        }
    }

    private String email(long user) {
        return database.read(handle -> handle.createQuery("SELECT email FROM users WHERE id = :id")
                .bind("id", user)
                .mapTo(String.class)
                .findOne()
                .orElse("unknown"));
    }

    /** The user's invitations; lists that weren't asked for are empty. */
    public InvitationList list(long user, ListKind kind) {
        boolean all = kind == ListKind.ALL;
        return database.read(handle -> {
            Person person = Person.of(handle, user);
            return new InvitationList(
                    all || kind == ListKind.SENT ? InvitationTable.sentToClient(handle, person, now()) : List.of(),
                    all || kind == ListKind.RECEIVED
                            ? InvitationTable.received(handle, person, now()).stream()
                                    .map(Stored::received)
                                    .toList()
                            : List.of(),
                    all || kind == ListKind.ACCEPTED
                            ? InvitationTable.accepted(handle, person).stream()
                                    .map(stored -> stored.withAccess(true))
                                    .toList()
                            : List.of());
        });
    }

    /** An invitation of the user's, with the details of access for the sender, and for the recipient after accepting. */
    public InvitationWithAccess show(long user, String id) {
        return database.read(handle -> {
            Person person = Person.of(handle, user);
            Stored stored = visible(handle, person, id);
            boolean accepted = stored.invitation().state() == InvitationState.ACCEPTED;
            return stored.withAccess(stored.isSender(person) || accepted);
        });
    }

    /** Accepts an invitation, also one that was ignored; once more is fine. */
    public AcceptedInvitation accept(long user, String id) {
        Accepted accepted = write(handle -> {
            Person person = Person.of(handle, user);
            Stored stored = received(handle, person, id);
            Invitation invitation = stored.invitation();
            if (invitation.state() != InvitationState.ACCEPTED) {
                if (!clock.instant().isBefore(invitation.expiresAt())) {
                    throw new ApiFailure(Status.BAD_REQUEST, "the invitation has expired");
                }
                InvitationTable.accept(handle, id, person, now());
                grant(handle, person, invitation);
                notices.accepted(handle, stored, person);
                changed(handle, stored, person);
                audit.done(handle, person.email(), "invitation.accept", id, invitation.senderEmail());
            }
            return new Accepted(invitation, person.email());
        });
        Invitation invitation = accepted.invitation;
        if (invitation.scope() != Scope.SERVICE) {
            targets.granted(invitation.target(), accepted.email, invitation.scope());
        }
        return new AcceptedInvitation(id, invitation.role(), invitation.target());
    }

    private void grant(Handle handle, Person person, Invitation invitation) {
        if (invitation.scope() == Scope.SERVICE) {
            return;
        }
        // Who is no administrator any more gives no rights by an old invitation.
        if (!targets.administers(handle, invitation.scope(), invitation.target(), invitation.senderEmail())) {
            throw new ApiFailure(Status.CONFLICT, "the sender may no longer invite; ask for a new invitation");
        }
        targets.grant(handle, invitation.target(), person.email(), invitation.role(), invitation.scope());
    }

    /** Declines an invitation, or gives up what was accepted. */
    public void ignore(long user, String id) {
        this.<Boolean>write(handle -> {
            Person person = Person.of(handle, user);
            Stored stored = received(handle, person, id);
            if (stored.invitation().state() != InvitationState.IGNORED) {
                InvitationTable.change(handle, id, InvitationState.IGNORED);
                notices.withdraw(handle, stored);
                changed(handle, stored, person);
                audit.done(
                        handle,
                        person.email(),
                        "invitation.ignore",
                        id,
                        stored.invitation().senderEmail());
            }
            return true;
        });
    }

    /** Takes an invitation back that the user sent: with it go its ticket and the membership that the ticket gave. */
    public void revoke(long user, String id) {
        this.<Boolean>write(handle -> {
            Person person = Person.of(handle, user);
            revoke(handle, person.email(), ownedBy(handle, person, id));
            return true;
        });
    }

    /**
     * Takes anybody's invitation back, for the administrator of the installation.
     *
     * @param actor who does so, for the audit log
     */
    public void revoke(String actor, String id) {
        this.<Boolean>write(handle -> {
            revoke(handle, actor, stored(handle, id));
            return true;
        });
    }

    private void revoke(Handle handle, String actor, Stored stored) {
        Invitation invitation = stored.invitation();
        if (invitation.scope() != Scope.SERVICE && invitation.state() == InvitationState.ACCEPTED) {
            throw new ApiFailure(
                    Status.CONFLICT, "the invitation was accepted; remove " + invitation.recipient() + " there");
        }
        if (invitation.state() != InvitationState.REVOKED) {
            InvitationTable.change(handle, invitation.id(), InvitationState.REVOKED);
            String hash = stored.ticketHash();
            if (hash != null) {
                tickets.revoke(handle, invitation.target(), hash);
            }
            notices.withdraw(handle, stored);
            changed(handle, stored, null);
            audit.done(handle, actor, "invitation.revoke", invitation.id(), invitation.recipient());
        }
    }

    /** Tells the recipient once more of an invitation that the user sent. */
    public void resend(long user, String id) {
        this.<Boolean>write(handle -> {
            Person person = Person.of(handle, user);
            resend(handle, person.email(), ownedBy(handle, person, id));
            return true;
        });
    }

    /**
     * Tells the recipient of anybody's invitation once more, for the administrator of the installation.
     *
     * @param actor who does so, for the audit log
     */
    public void resend(String actor, String id) {
        this.<Boolean>write(handle -> {
            resend(handle, actor, stored(handle, id));
            return true;
        });
    }

    private void resend(Handle handle, String actor, Stored stored) {
        if (stored.state(clock.instant()) != InvitationState.PENDING) {
            throw new ApiFailure(Status.CONFLICT, "the invitation doesn't wait for an answer");
        }
        long minutes = stored.invitation().minutesUntilAgain(clock.instant());
        if (minutes > 0) {
            throw new ApiFailure(
                    Status.CONFLICT,
                    "it was sent a moment ago and can be sent again in "
                            + (minutes == 1 ? "a minute" : minutes + " minutes"));
        }
        if (notices.isExhausted(handle, stored)) {
            throw new ApiFailure(Status.FORBIDDEN, "it was sent too often");
        }
        notices.invite(handle, stored);
        changed(handle, stored, null);
        audit.done(
                handle,
                actor,
                "invitation.resend",
                stored.invitation().id(),
                stored.invitation().recipient());
    }

    /**
     * All invitations of the installation, the latest first, for its administrator.
     *
     * @param about only those whose sender or recipient contains it; empty: all
     * @param state only those in that state; null: in any
     */
    public List<Invitation> all(String about, @Nullable InvitationState state, int limit, int offset) {
        return database.read(handle -> invitations(InvitationTable.all(handle, about, state, now(), limit, offset)));
    }

    /** One invitation of the installation, for its administrator. */
    public Invitation find(String id) {
        return database.read(handle -> stored(handle, id).invitation());
    }

    /** What the user sent that is pending or accepted. For pages. */
    public List<Invitation> sent(long user) {
        return database.read(handle -> invitations(InvitationTable.sent(handle, Person.of(handle, user), now())));
    }

    /** What waits for the user's answer. For pages. */
    public List<Invitation> received(long user) {
        return database.read(handle -> invitations(InvitationTable.received(handle, Person.of(handle, user), now())));
    }

    /** What the user has accepted. For pages. */
    public List<Invitation> accepted(long user) {
        return database.read(handle -> invitations(InvitationTable.accepted(handle, Person.of(handle, user))));
    }

    /** One invitation of the user's, in whatever state that isn't revoked. For pages. */
    public Invitation find(long user, String id) {
        return database.read(
                handle -> visible(handle, Person.of(handle, user), id).invitation());
    }

    private static List<Invitation> invitations(List<Stored> list) {
        return list.stream().map(Stored::invitation).toList();
    }

    /** Forgets all invitations to a project or space that is deleted. */
    public void forget(Handle handle, String target) {
        for (Stored stored : InvitationTable.of(handle, target)) {
            notices.withdraw(handle, stored);
            changed(handle, stored, null);
        }
        InvitationTable.delete(handle, target);
    }

    /** Notes which invitations have expired, and sends the reminders that are due. Call it every minute or so. */
    public void tend() {
        each(InvitationTable::late, (handle, stored) -> {
            InvitationTable.change(handle, stored.invitation().id(), InvitationState.EXPIRED);
            notices.withdraw(handle, stored);
            changed(handle, stored, null);
        });
        each(
                (handle, now, most) -> InvitationTable.unanswered(handle, now, now - REMINDER.toSeconds(), most),
                notices::remind);
    }

    @FunctionalInterface
    private interface Finder {
        List<Stored> find(Handle handle, long now, int most);
    }

    private void each(Finder finder, BiConsumer<Handle, Stored> work) {
        boolean more = true;
        while (more && !database.read(handle -> finder.find(handle, now(), 1)).isEmpty()) {
            more = write(handle -> {
                List<Stored> found = finder.find(handle, now(), BATCH);
                found.forEach(stored -> work.accept(handle, stored));
                return found.size() == BATCH;
            });
        }
    }

    private Stored visible(Handle handle, Person person, String id) {
        Stored stored = stored(handle, id);
        boolean theirs = stored.isSender(person) || stored.isRecipient(person);
        if (!theirs || stored.invitation().state() == InvitationState.REVOKED) {
            throw unknown();
        }
        return stored;
    }

    private Stored received(Handle handle, Person person, String id) {
        Stored stored = visible(handle, person, id);
        if (!stored.isRecipient(person)) {
            throw unknown();
        }
        return stored;
    }

    private Stored ownedBy(Handle handle, Person person, String id) {
        Stored stored = stored(handle, id);
        if (!stored.isSender(person)) {
            throw unknown();
        }
        return stored;
    }

    private static Stored stored(Handle handle, String id) {
        return InvitationTable.find(handle, id).orElseThrow(Invitations::unknown);
    }

    private static ApiFailure unknown() {
        return new ApiFailure(Status.NOT_FOUND, "there is no such invitation");
    }

    private void changed(Handle handle, Stored stored, @Nullable Person recipient) {
        Revisions.grow(
                handle, List.of(stored.senderKey(), recipient == null ? stored.recipientKey() : recipient.key()));
    }

    private <T> T write(Function<Handle, T> work) {
        T result = database.write(work);
        revisions.look();
        return result;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
