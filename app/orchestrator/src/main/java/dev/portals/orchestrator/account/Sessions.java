package dev.portals.orchestrator.account;

import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Who is signed in in which browser. A session is a secret in a cookie, new at each sign-in. */
public final class Sessions {
    /** How long a session lasts. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final Duration SEEN_APART = Duration.ofMinutes(10);
    private static final int MOST_AGENT = 200;

    private final Database database;
    private final InstantSource clock;
    private final LongAdder begun = new LongAdder();

    /** The sessions in that database. */
    public Sessions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Somebody signed in in a browser.
     *
     * @param agent what the browser says it is
     */
    public record Session(String hash, User user, String agent, Instant createdAt, Instant seenAt) {}

    /** Begins one; the result is its secret. */
    public String begin(User user, String agent) {
        String secret = Secrets.random();
        long now = clock.instant().getEpochSecond();
        String said = agent.replaceAll("\\p{Cntrl}", " ");
        database.change(handle -> handle.createUpdate(
                        "INSERT INTO web_sessions (session_hash, user_id, agent, created_at,"
                                + " seen_at, expires_at) VALUES (:hash, :user, :agent, :now, :now, :expires)")
                .bind("hash", Secrets.hash(secret))
                .bind("user", user.id())
                .bind("agent", said.substring(0, Math.min(said.length(), MOST_AGENT)))
                .bind("now", now)
                .bind("expires", now + LIFE.toSeconds())
                .execute());
        begun.increment();
        return secret;
    }

    /** How many have been begun by this process. */
    public long begun() {
        return begun.sum();
    }

    /** The session of that secret; none if the account is blocked. */
    public Optional<Session> find(String secret) {
        Instant now = clock.instant();
        Optional<Session> found = database.read(handle -> handle.createQuery("SELECT u.*, s.session_hash, s.agent,"
                                + " s.created_at AS began_at, s.seen_at FROM web_sessions s JOIN users u"
                                + " ON u.id = s.user_id WHERE s.session_hash = :hash AND s.expires_at > :now")
                        .bind("hash", Secrets.hash(secret))
                        .bind("now", now.getEpochSecond())
                        .map((row, context) -> new Session(
                                row.getString("session_hash"),
                                User.of(row),
                                row.getString("agent"),
                                Instant.ofEpochSecond(row.getLong("began_at")),
                                Instant.ofEpochSecond(row.getLong("seen_at"))))
                        .findOne())
                .filter(session -> !session.user.blocked());
        found.filter(session -> session.seenAt.plus(SEEN_APART).isBefore(now))
                .ifPresent(session -> database.change(handle -> handle.createUpdate(
                                "UPDATE web_sessions SET seen_at = :now WHERE session_hash = :hash")
                        .bind("now", now.getEpochSecond())
                        .bind("hash", session.hash)
                        .execute()));
        return found;
    }

    /** The user's sessions, the last one used first. */
    public List<Session> of(User user) {
        return database.read(handle -> handle.createQuery("SELECT * FROM web_sessions WHERE user_id = :user"
                        + " AND expires_at > :now ORDER BY seen_at DESC, session_hash")
                .bind("user", user.id())
                .bind("now", clock.instant().getEpochSecond())
                .map((row, context) -> new Session(
                        row.getString("session_hash"),
                        user,
                        row.getString("agent"),
                        Instant.ofEpochSecond(row.getLong("created_at")),
                        Instant.ofEpochSecond(row.getLong("seen_at"))))
                .list());
    }

    /** Ends one. */
    public void end(String hash) {
        database.change(handle -> handle.createUpdate("DELETE FROM web_sessions WHERE session_hash = :hash")
                .bind("hash", hash)
                .execute());
    }
}
