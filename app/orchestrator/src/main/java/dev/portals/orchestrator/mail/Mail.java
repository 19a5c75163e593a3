package dev.portals.orchestrator.mail;

import dev.portals.orchestrator.account.Emails;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person.
 *
 * @param event what it is about, once: a second mail with the same one isn't sent
 * @param recipient an address that {@link Emails} takes
 * @param subject one line; what can't be seen in it is taken out
 * @param html the text again, as a page
 * @param invitationId the invitation that is told whether it could be delivered
 */
public record Mail(
        String event,
        String recipient,
        String subject,
        String text,
        String html,
        @Nullable String invitationId) {
    private static final int MOST_SUBJECT = 150;
    private static final int MOST_EVENT = 200;
    private static final String SECRET = "secret:";

    /**
     * Checks that nothing in it can become a header.
     *
     * @throws IllegalArgumentException if the recipient isn't one address
     */
    public Mail {
        if (!Emails.isValid(recipient)) {
            throw new IllegalArgumentException("not an e-mail address");
        }
        if (event.isEmpty() || event.length() > MOST_EVENT) {
            throw new IllegalArgumentException("an event has 1 to " + MOST_EVENT + " characters");
        }
        subject = ShownText.line(subject, MOST_SUBJECT);
    }

    /** The event of a mail whose text gives access, and so is shown to nobody else and isn't kept. */
    static String secretEvent(String event) {
        return SECRET + event;
    }

    /** Whether its text gives access to something. */
    static boolean isSecret(String event) {
        return event.startsWith(SECRET);
    }

    @Override
    public String toString() {
        return "Mail[" + event + ']';
    }
}
