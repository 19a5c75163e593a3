package dev.portals.orchestrator.mail;

import java.util.Locale;

/** What became of a mail. It begins as queued; the other states last. */
public enum MailState {
    /** It waits for its first or next attempt. */
    QUEUED,
    /** The mail server took it, or it is in its file. That isn't yet that it was delivered. */
    SENT,
    /** The mail server says that there is no such recipient. */
    BOUNCED,
    /** The mail server refused it for good, or didn't take it for two days. */
    FAILED,
    /** What it was about is no more. */
    WITHDRAWN;

    /** Its text in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a text. */
    public static MailState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
