package dev.portals.orchestrator.mail;

import dev.portals.orchestrator.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was mailed and what became of it, for the administrator. Texts that give access to something aren't shown. */
public final class Outbox {
    /** The most entries of one page. */
    public static final int MOST = 500;

    private static final String HIDDEN = "This message gives access to an account. It is shown to nobody else.";
    private static final String FIELDS =
            "id, event, recipient, subject, state, attempts, next_at, error, created_at, sent_at";

    private final Database database;

    /** The mail of that database. */
    public Outbox(Database database) {
        this.database = database;
    }

    /**
     * A mail without its text.
     *
     * @param attempts how often it was tried
     * @param nextAt when it will be tried, while it is queued
     * @param error what the mail server said last; empty for nothing
     */
    public record Entry(
            String id,
            String recipient,
            String subject,
            MailState state,
            long attempts,
            Instant nextAt,
            String error,
            Instant createdAt,
            @Nullable Instant sentAt) {}

    /**
     * A mail with its text.
     *
     * @param secret whether it gives access to something; then the text says so, and there is no page
     * @param html its other form; empty if it isn't kept
     */
    public record Letter(Entry entry, boolean secret, String text, String html) {}

    /**
     * Forgets the mails of before that time that aren't to be sent any more. Those about an invitation that waits for an answer
     * stay: they say how often, and of what, its recipient was told.
     *
     * @return how many
     */
    public int forget(Instant before) {
        return database.write(handle ->
                handle.createUpdate("""
                    DELETE FROM mails WHERE state <> 'queued' AND created_at < :before AND NOT EXISTS (
                      SELECT 1 FROM invitations i WHERE i.id = mails.invitation_id AND i.state = 'pending')\
                    """).bind("before", before.getEpochSecond()).execute());
    }

    /**
     * The latest mails, latest first.
     *
     * @param about only those whose recipient contains it; empty: all
     * @param state only those in that state; null for all
     * @param most how many, up to {@link #MOST}
     */
    public List<Entry> list(String about, @Nullable MailState state, int most, int offset) {
        return database.read(handle -> handle.createQuery("SELECT " + FIELDS + " FROM mails"
                        + " WHERE (:about = '%%' OR LOWER(recipient) LIKE :about ESCAPE '!')"
                        + (state == null ? "" : " AND state = :state")
                        + " ORDER BY place DESC LIMIT :most OFFSET :offset")
                .bind("about", "%" + about.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%")
                .bind("most", Math.min(most, MOST))
                .bind("offset", offset)
                .bindMap(state == null ? Map.of() : Map.of("state", state.text()))
                .map((row, context) -> entry(row))
                .list());
    }

    /** One mail. */
    public Optional<Letter> show(String id) {
        return database.read(handle -> handle.createQuery("SELECT " + FIELDS + ", text, html FROM mails WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> {
                    boolean secret = Mail.isSecret(row.getString("event"));
                    return new Letter(
                            entry(row),
                            secret,
                            secret ? HIDDEN : row.getString("text"),
                            secret ? "" : row.getString("html"));
                })
                .findOne());
    }

    /** Tries a mail again now that has failed or waits for its next attempt. False if there is none. */
    public boolean retry(String id, Instant now) {
        return database.write(handle -> {
            int queued = handle.createUpdate("UPDATE mails SET state = 'queued', next_at = :now,"
                            + " created_at = :now WHERE id = :id AND state IN ('queued', 'failed', 'bounced')"
                            + " AND text <> ''")
                    .bind("now", now.getEpochSecond())
                    .bind("id", id)
                    .execute();
            if (queued == 1) {
                handle.createQuery("SELECT invitation_id FROM mails WHERE id = :id AND invitation_id IS NOT NULL")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .ifPresent(invitation -> MailQueue.tellInvitation(handle, invitation, MailState.QUEUED));
            }
            return queued == 1;
        });
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long sentAt = row.getLong("sent_at");
        Instant sent = row.wasNull() ? null : Instant.ofEpochSecond(sentAt);
        return new Entry(
                row.getString("id"),
                row.getString("recipient"),
                row.getString("subject"),
                MailState.of(row.getString("state")),
                row.getLong("attempts"),
                Instant.ofEpochSecond(row.getLong("next_at")),
                row.getString("error"),
                Instant.ofEpochSecond(row.getLong("created_at")),
                sent);
    }
}
