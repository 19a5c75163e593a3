package dev.portals.orchestrator.mail;

import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where mail waits until it has left. What is put in by a transaction is sent if, and only if, the transaction ends well. */
public final class MailQueue {
    private final InstantSource clock;

    /** The queue of the database whose handles it is given. */
    public MailQueue(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Puts a mail in.
     *
     * @return whether it will be sent; false if there was one for the same event
     */
    public boolean enqueue(Handle handle, Mail mail) {
        long now = clock.instant().getEpochSecond();
        int added = handle.createUpdate("INSERT INTO mails (id, event, recipient, subject, text, html, invitation_id,"
                        + " state, attempts, next_at, leased_until, error, created_at) VALUES (:id, :event, :recipient,"
                        + " :subject, :text, :html, :invitation, 'queued', 0, :now, 0, '', :now)"
                        + " ON CONFLICT (event) DO NOTHING")
                .bind("id", UUID.randomUUID().toString())
                .bind("event", mail.event())
                .bind("recipient", mail.recipient())
                .bind("subject", mail.subject())
                .bind("text", mail.text())
                .bind("html", mail.html())
                .bind("invitation", mail.invitationId())
                .bind("now", now)
                .execute();
        if (added == 1 && mail.invitationId() != null) {
            tellInvitation(handle, mail.invitationId(), MailState.QUEUED);
        }
        return added == 1;
    }

    /** Takes back what waits for that invitation. */
    public void withdraw(Handle handle, String invitationId) {
        handle.createUpdate("UPDATE mails SET state = :withdrawn, text = '', html = ''"
                        + " WHERE invitation_id = :invitation AND state = 'queued'")
                .bind("withdrawn", MailState.WITHDRAWN.text())
                .bind("invitation", invitationId)
                .execute();
    }

    static void tellInvitation(Handle handle, String invitationId, MailState state) {
        handle.createUpdate("UPDATE invitations SET mail_state = :state WHERE id = :id")
                .bind("state", state.text())
                .bind("id", invitationId)
                .execute();
    }
}
