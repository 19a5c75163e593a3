package dev.portals.orchestrator.invitation;

import dev.portals.core.controller.Scope;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailTexts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** The mails about invitations (spec 04 section 6.7). */
final class Notices {
    /** Between two mails about the same invitation. */
    static final Duration QUIET = Duration.ofMinutes(10);

    private final MailQueue queue;
    private final MailTexts texts;
    private final InstantSource clock;
    private final int most;

    Notices(MailQueue queue, MailTexts texts, InstantSource clock, int most) {
        this.queue = queue;
        this.texts = texts;
        this.clock = clock;
        this.most = most;
    }

    boolean isExhausted(Handle handle, Stored stored) {
        return InvitationTable.mails(handle, stored.invitation().id()) >= most;
    }

    /** Tells the recipient, unless that was done a moment ago or often enough. */
    void invite(Handle handle, Stored stored) {
        if (!clock.instant().isBefore(stored.invitation().againFrom()) && !isExhausted(handle, stored)) {
            Instant now = clock.instant();
            queue.enqueue(handle, texts.invitation(invited(stored.invitation()), now));
            InvitationTable.mailed(handle, stored.invitation().id(), now.getEpochSecond());
        }
    }

    void remind(Handle handle, Stored stored) {
        queue.enqueue(handle, texts.reminder(invited(stored.invitation())));
    }

    /** Tells the sender, unless it is the same person. */
    void accepted(Handle handle, Stored stored, Person recipient) {
        withdraw(handle, stored);
        // An address that another service vouched for need not be one that mail can go to.
        if (!stored.isSender(recipient) && Emails.isValid(stored.invitation().senderEmail())) {
            queue.enqueue(handle, texts.accepted(invited(stored.invitation())));
        }
    }

    /** Takes back what hasn't left yet. */
    void withdraw(Handle handle, Stored stored) {
        queue.withdraw(handle, stored.invitation().id());
    }

    private static MailTexts.Invited invited(Invitation invitation) {
        return new MailTexts.Invited(
                invitation.id(),
                invitation.recipient(),
                invitation.senderName(),
                invitation.senderEmail(),
                switch (invitation.scope()) {
                    case SERVICE -> MailTexts.Place.PORTAL;
                    case PROJECT -> MailTexts.Place.PROJECT;
                    case SPACE -> MailTexts.Place.SPACE;
                },
                invitation.title(),
                invitation.scope() == Scope.SERVICE ? invitation.targetName() : null,
                invitation.expiresAt());
    }
}
