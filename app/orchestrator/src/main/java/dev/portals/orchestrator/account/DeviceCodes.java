package dev.portals.orchestrator.account;

import dev.portals.orchestrator.account.Attempts.Limit;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Signing in on a device without a browser: it shows a code, which a person allows in a browser elsewhere (RFC 8628). */
public final class DeviceCodes {
    /** How long a code works. */
    public static final Duration LIFE = Duration.ofMinutes(15);
    /** How long a device waits between two questions. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Limit CODES_FOR_CLIENT = new Limit(300, Duration.ofHours(1));
    private static final Limit WRONG_FROM_USER = new Limit(20, Duration.ofMinutes(15));

    private final Database database;
    private final InstantSource clock;
    private final Grants grants;
    private final Attempts attempts;

    /** The codes in that database. */
    public DeviceCodes(Database database, InstantSource clock, Grants grants) {
        this.database = database;
        this.clock = clock;
        this.grants = grants;
        this.attempts = new Attempts(clock);
    }

    /**
     * A device's code.
     *
     * @param secret what the device asks with
     * @param userCode what it shows
     */
    public record Begun(String secret, String userCode) {
        @Override
        public String toString() {
            return "Begun[" + userCode + ']';
        }
    }

    /** The state of a device's code. */
    public sealed interface Poll {
        /** Allowed; the device gets this once. */
        record Allowed(AccessToken token) implements Poll {}

        /** Nobody has decided yet. */
        record Waiting() implements Poll {}

        /** Nobody has decided yet, and the device asks too often. */
        record TooOften() implements Poll {}

        /** Refused by the person. */
        record Denied() implements Poll {}

        /** There is no such code any more. */
        record Expired() implements Poll {}

        /** There is such a code, but it isn't this client's. */
        record AnotherClient() implements Poll {}
    }

    private enum State {
        WAITING,
        ALLOWED,
        DENIED
    }

    /**
     * Gives a device a code; none if it asked for too many.
     *
     * @param client where the request came from, for counting
     */
    public Optional<Begun> begin(String clientId, String scope, String client) {
        String secret = Secrets.random();
        return database.write(handle -> {
            if (!attempts.count(handle, "device-from:" + client, CODES_FOR_CLIENT)) {
                return Optional.empty();
            }
            String userCode = UserCodes.random();
            handle.createUpdate("INSERT INTO device_codes (device_hash, user_code, client_id, scope, state, polled_at,"
                            + " expires_at) VALUES (:hash, :userCode, :client, :scope, :state, 0, :expires)")
                    .bind("hash", Secrets.hash(secret))
                    .bind("userCode", userCode)
                    .bind("client", clientId)
                    .bind("scope", scope)
                    .bind("state", State.WAITING.name())
                    .bind("expires", now() + LIFE.toSeconds())
                    .execute();
            return Optional.of(new Begun(secret, UserCodes.shown(userCode)));
        });
    }

    /** A device asks whether its code was allowed. */
    public Poll poll(String clientId, String secret) {
        String hash = Secrets.hash(secret);
        return database.write(handle -> {
            Optional<Row> found = handle.createQuery("SELECT * FROM device_codes WHERE device_hash = :hash")
                    .bind("hash", hash)
                    .map((row, context) -> new Row(
                            row.getString("client_id"),
                            row.getString("scope"),
                            State.valueOf(row.getString("state")),
                            row.getLong("user_id"),
                            row.getLong("polled_at"),
                            row.getLong("expires_at")))
                    .findOne();
            if (found.isEmpty() || found.get().expiresAt <= now()) {
                return new Poll.Expired();
            }
            Row row = found.get();
            if (!row.clientId.equals(clientId)) {
                return new Poll.AnotherClient();
            }
            return switch (row.state) {
                case WAITING -> waiting(handle, hash, row);
                case DENIED -> {
                    remove(handle, hash);
                    yield new Poll.Denied();
                }
                case ALLOWED -> {
                    remove(handle, hash);
                    yield new Poll.Allowed(grants.token(handle, row.userId, "", "", clientId, row.scope, ""));
                }
            };
        });
    }

    private Poll waiting(Handle handle, String hash, Row row) {
        handle.createUpdate("UPDATE device_codes SET polled_at = :now WHERE device_hash = :hash")
                .bind("now", now())
                .bind("hash", hash)
                .execute();
        // A second less, because these are whole seconds.
        return now() - row.polledAt < INTERVAL.toSeconds() - 1 ? new Poll.TooOften() : new Poll.Waiting();
    }

    private static void remove(Handle handle, String hash) {
        handle.createUpdate("DELETE FROM device_codes WHERE device_hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    private record Row(String clientId, String scope, State state, long userId, long polledAt, long expiresAt) {}

    /**
     * The code that a person typed, as devices show it; none if no device waits for it or the person guessed too often.
     *
     * @param user who typed it
     */
    public Optional<String> waiting(String typed, User user) {
        String code = UserCodes.typed(typed);
        String subject = "user-code:" + user.id();
        return database.write(handle -> {
            if (!attempts.allows(handle, subject, WRONG_FROM_USER)) {
                return Optional.empty();
            }
            boolean waits = handle.createQuery("SELECT 1 FROM device_codes WHERE user_code = :code AND state = :state"
                            + " AND expires_at > :now")
                    .bind("code", code)
                    .bind("state", State.WAITING.name())
                    .bind("now", now())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (!waits) {
                attempts.count(handle, subject, WRONG_FROM_USER);
                return Optional.empty();
            }
            return Optional.of(UserCodes.shown(code));
        });
    }

    /**
     * The person allows a device to act for them, or doesn't.
     *
     * @return false if no device waits for that code any more
     */
    public boolean decide(String typed, User user, boolean allow) {
        return waiting(typed, user).isPresent()
                && database.write(handle ->
                        handle.createUpdate("UPDATE device_codes SET state = :state, user_id = :user"
                                                + " WHERE user_code = :code AND state = :waiting AND expires_at > :now")
                                        .bind("state", (allow ? State.ALLOWED : State.DENIED).name())
                                        .bind("user", user.id())
                                        .bind("code", UserCodes.typed(typed))
                                        .bind("waiting", State.WAITING.name())
                                        .bind("now", now())
                                        .execute()
                                == 1);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
