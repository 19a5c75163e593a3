package dev.portals.orchestrator.site;

import dev.portals.orchestrator.invitation.Invitation;
import dev.portals.orchestrator.invitation.InvitationState;
import dev.portals.orchestrator.mail.MailState;
import dev.portals.orchestrator.mail.MailTexts;
import java.time.Instant;
import java.util.Locale;

/**
 * An invitation as a page shows it. Names and notes were chosen by its sender.
 *
 * @param kind what it is to
 * @param from the sender's name, or the address if there is none
 * @param state in words
 * @param mail what became of the mail, in words
 * @param waiting whether it can be accepted
 * @param minutes in how many the recipient may be told once more; 0: now
 */
public record InvitationView(
        String id,
        String title,
        String kind,
        String note,
        String from,
        String fromEmail,
        String recipient,
        String expires,
        String state,
        String mail,
        boolean waiting,
        long minutes) {
    static InvitationView of(Invitation invitation, Instant now) {
        var portal = invitation.portal();
        String kind = invitation.service() != null || portal != null
                ? portal == null || portal.scheme() == null ? "portal" : portal.scheme()
                : invitation.scope().name().toLowerCase(Locale.ROOT);
        String name = invitation.senderName();
        return new InvitationView(
                invitation.id(),
                invitation.title().isEmpty() ? "a " + kind : invitation.title(),
                kind,
                portal == null || portal.note() == null ? "" : portal.note(),
                name.isEmpty() ? invitation.senderEmail() : name,
                invitation.senderEmail(),
                invitation.recipient(),
                Times.until(invitation.expiresAt(), now),
                describe(invitation.state()),
                describe(invitation.mailState()),
                invitation.state() == InvitationState.PENDING || invitation.state() == InvitationState.IGNORED,
                invitation.minutesUntilAgain(now));
    }

    /** When the recipient may be told once more, in words; empty: now. */
    public String again() {
        return minutes == 0 ? "" : "can be sent again in " + (minutes == 1 ? "a minute" : minutes + " minutes");
    }

    /** The link that opens it in the app. */
    public String appLink() {
        return MailTexts.appLink(id).toString();
    }

    /** One or two letters for the sender. */
    public String initials() {
        StringBuilder letters = new StringBuilder();
        for (String word : from.split("[ @]+")) {
            if (!word.isEmpty()
                    && letters.codePointCount(0, letters.length()) < 2
                    && Character.isLetter(word.codePointAt(0))) {
                letters.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
            if (from.indexOf('@') > 0 && letters.length() > 0) {
                break;
            }
        }
        return letters.toString();
    }

    private static String describe(InvitationState state) {
        return switch (state) {
            case PENDING -> "not answered yet";
            case ACCEPTED -> "accepted";
            case IGNORED -> "declined";
            case REVOKED -> "revoked";
            case EXPIRED -> "expired";
        };
    }

    private static String describe(MailState state) {
        return switch (state) {
            case QUEUED -> "mail waits";
            case SENT -> "mail sent";
            case BOUNCED -> "no such mail address";
            case FAILED -> "mail not delivered";
            case WITHDRAWN -> "mail withdrawn";
        };
    }
}
