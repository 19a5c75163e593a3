package dev.portals.orchestrator.account;

import dev.portals.orchestrator.account.Attempts.Limit;
import dev.portals.orchestrator.store.Database;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Signing in by a code that is mailed to the person's address, to be typed in the browser that asked for it. An account is
 * made the same way, so nothing here tells whether there is one. A browser is known by a secret in a cookie; it has one attempt
 * at a time.
 *
 * <p>The code follows from the secret in the mail's link, and is kept only as a hash together with the browser's secret:
 * whoever reads the database can't find it by trying a million codes.
 */
public final class SignIns {
    /** How long a code works. */
    public static final Duration LIFE = Duration.ofMinutes(10);
    /** The path of the link in the mail, before its secret. */
    public static final String LINK_PATH = "/sign-in/link/";

    private static final int MOST_TRIES = 5;
    private static final int CODES = 1_000_000;
    private static final Limit MAILS_TO_ADDRESS = new Limit(10, Duration.ofMinutes(15));
    private static final Limit MAILS_FROM_CLIENT = new Limit(100, Duration.ofHours(1));
    /** Of all attempts with an address: at most one of 40 000 guesses of a day's is right. */
    private static final Limit WRONG_CODES = new Limit(25, Duration.ofDays(1));

    private final Database database;
    private final InstantSource clock;
    private final Accounts accounts;
    private final SignInMail mail;
    private final Attempts attempts;

    /** Attempts in that database. */
    public SignIns(Database database, InstantSource clock, Accounts accounts, SignInMail mail) {
        this.database = database;
        this.clock = clock;
        this.accounts = accounts;
        this.mail = mail;
        this.attempts = new Attempts(clock);
    }

    /** What came of asking for a code. */
    public enum Begun {
        /** It is on its way, whether or not there is an account. */
        SENT,
        /** That isn't an address. */
        NOT_AN_ADDRESS,
        /** Too many for that address or from that computer. */
        TOO_MANY
    }

    /**
     * An attempt that isn't finished.
     *
     * @param goingTo the page that the person wanted
     */
    public record Pending(String id, String email, String goingTo) {}

    /** What came of a code. */
    public sealed interface Result {
        /** It was right. */
        record Done(User user, String goingTo) implements Result {}

        /** It was wrong, and may be typed again. */
        record Wrong() implements Result {}

        /** There is no attempt any more: expired, finished, or tried too often. */
        record Over() implements Result {}

        /** The account is shut. */
        record Blocked(User user) implements Result {}
    }

    /**
     * Mails a code.
     *
     * @param browser the browser's secret
     * @param goingTo the page to go to when done
     * @param client where the request came from, for counting
     */
    public Begun begin(String browser, String email, String goingTo, String client) {
        if (!Emails.isValid(email)) {
            return Begun.NOT_AN_ADDRESS;
        }
        String id = Secrets.random();
        String link = Secrets.random();
        String code = codeOf(link);
        return database.write(handle -> {
            // Both are counted, whichever refuses.
            boolean fromClient = attempts.count(handle, "mail-from:" + client, MAILS_FROM_CLIENT);
            if (!fromClient || !attempts.count(handle, "mail-to:" + Emails.key(email), MAILS_TO_ADDRESS)) {
                return Begun.TOO_MANY;
            }
            Optional<Pending> earlier = pending(handle, browser);
            handle.createUpdate("DELETE FROM sign_ins WHERE browser_hash = :browser")
                    .bind("browser", Secrets.hash(browser))
                    .execute();
            long now = now();
            handle.createUpdate(
                            "INSERT INTO sign_ins (id, browser_hash, email, email_key, code_hash, link_hash, going_to,"
                                    + " attempts, created_at, expires_at) VALUES (:id, :browser, :email, :key, :code, :link,"
                                    + " :goingTo, 0, :now, :expires)")
                    .bind("id", id)
                    .bind("browser", Secrets.hash(browser))
                    .bind("email", email)
                    .bind("key", Emails.key(email))
                    .bind("code", codeHash(browser, code))
                    .bind("link", Secrets.hash(link))
                    .bind("goingTo", goingTo)
                    .bind("now", now)
                    .bind("expires", now + LIFE.toSeconds())
                    .execute();
            earlier.filter(before -> before.goingTo().equals(goingTo))
                    .ifPresent(before -> Grants.move(handle, before.id(), id));
            mail.send(handle, id, email, code, LINK_PATH + link, LIFE);
            return Begun.SENT;
        });
    }

    /** The browser's attempt. */
    public Optional<Pending> pending(String browser) {
        return database.read(handle -> pending(handle, browser));
    }

    private Optional<Pending> pending(Handle handle, String browser) {
        return handle.createQuery(
                        "SELECT id, email, going_to FROM sign_ins WHERE browser_hash = :browser AND expires_at > :now")
                .bind("browser", Secrets.hash(browser))
                .bind("now", now())
                .map((row, context) ->
                        new Pending(row.getString("id"), row.getString("email"), row.getString("going_to")))
                .findOne();
    }

    /** Gives up the browser's attempt, with all that waits for it. */
    public void abandon(String browser) {
        database.change(handle -> handle.createUpdate("DELETE FROM sign_ins WHERE browser_hash = :browser")
                .bind("browser", Secrets.hash(browser))
                .execute());
    }

    /** Signs in by the code, which the browser's attempt must be for. */
    public Result byCode(String browser, String code) {
        String digits = code.replaceAll("[\\s-]", "");
        return database.write(handle -> {
            Optional<Row> found = row(handle, "browser_hash", Secrets.hash(browser));
            if (found.isEmpty()) {
                return new Result.Over();
            }
            Row row = found.get();
            String wrong = "wrong-code:" + Emails.key(row.email);
            if (row.attempts >= MOST_TRIES || !attempts.allows(handle, wrong, WRONG_CODES)) {
                return new Result.Over();
            }
            if (!Secrets.same(row.codeHash, codeHash(browser, digits))) {
                attempts.count(handle, wrong, WRONG_CODES);
                handle.createUpdate("UPDATE sign_ins SET attempts = attempts + 1 WHERE id = :id")
                        .bind("id", row.id)
                        .execute();
                return row.attempts + 1 < MOST_TRIES ? new Result.Wrong() : new Result.Over();
            }
            return finish(handle, row);
        });
    }

    /** The attempt that a link in a mail is for. */
    public Optional<Linked> linked(String link, String browser) {
        return database.read(handle -> row(handle, "link_hash", Secrets.hash(link))
                .map(row -> new Linked(row.email, codeOf(link), row.browserHash.equals(Secrets.hash(browser)))));
    }

    /**
     * What a link in a mail is for.
     *
     * @param code to type in the browser that asked
     * @param here whether this is that browser
     */
    public record Linked(String email, String code, boolean here) {}

    /** Signs in by the link, in the browser that asked for it. */
    public Result byLink(String browser, String link) {
        return database.write(handle -> row(handle, "link_hash", Secrets.hash(link))
                .filter(row -> row.browserHash.equals(Secrets.hash(browser)))
                .map(row -> finish(handle, row))
                .orElseGet(Result.Over::new));
    }

    private Result finish(Handle handle, Row row) {
        handle.createUpdate("DELETE FROM sign_ins WHERE id = :id")
                .bind("id", row.id)
                .execute();
        User user = accounts.admit(handle, row.email, "");
        if (user.blocked()) {
            return new Result.Blocked(user);
        }
        Grants.confirm(handle, row.id, user);
        return new Result.Done(user, row.goingTo);
    }

    private record Row(String id, String email, String browserHash, String codeHash, String goingTo, int attempts) {}

    private Optional<Row> row(Handle handle, String column, String hash) {
        return handle.createQuery("SELECT * FROM sign_ins WHERE " + column + " = :hash AND expires_at > :now")
                .bind("hash", hash)
                .bind("now", now())
                .map((row, context) -> new Row(
                        row.getString("id"),
                        row.getString("email"),
                        row.getString("browser_hash"),
                        row.getString("code_hash"),
                        row.getString("going_to"),
                        row.getInt("attempts")))
                .findOne();
    }

    private static String codeHash(String browser, String code) {
        return Secrets.hash(browser + ':' + code);
    }

    private static String codeOf(String link) {
        long number = ByteBuffer.wrap(Secrets.sha256("code" + link)).getLong() >>> 1;
        return "%06d".formatted(number % CODES);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
