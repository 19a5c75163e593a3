package dev.portals.orchestrator.account;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has an account, and which identities act for whom. */
public final class Accounts {
    /** The plan of new accounts. */
    public static final String FIRST_PLAN = "basic";
    /** The most characters of a name. */
    public static final int MAX_NAME = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final long MOST_ID = 1L << 53;
    private static final Duration SEEN_APART = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    /** The accounts in that database. */
    public Accounts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The user of that number. */
    public Optional<User> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    /** The user of that number. */
    public Optional<User> find(Handle handle, long id) {
        return one(handle.createQuery("SELECT * FROM users WHERE id = :id").bind("id", id));
    }

    /** The user with that address, in whatever case it is written. */
    public Optional<User> byEmail(String email) {
        return database.read(handle -> byEmail(handle, email));
    }

    /** The user with that address, in whatever case it is written. */
    public Optional<User> byEmail(Handle handle, String email) {
        return one(
                handle.createQuery("SELECT * FROM users WHERE email_key = :key").bind("key", Emails.key(email)));
    }

    /** Whose access token that is; empty if it is unknown or expired, its sign-in isn't finished or the account blocked. */
    public Optional<User> byAccessToken(String token) {
        return database.read(handle -> one(handle.createQuery("SELECT u.* FROM users u JOIN access_tokens t"
                                + " ON t.user_id = u.id WHERE t.token_hash = :hash AND t.expires_at > :now")
                        .bind("hash", Secrets.hash(token))
                        .bind("now", now())))
                .filter(user -> !user.blocked());
    }

    /** Whose identity that is; the account may be blocked. */
    public Optional<User> byIdentifier(Identifier identifier) {
        return database.read(handle -> byIdentifier(handle, identifier));
    }

    /** Whose identity that is; the account may be blocked. */
    public Optional<User> byIdentifier(Handle handle, Identifier identifier) {
        return one(handle.createQuery(
                        "SELECT u.* FROM users u JOIN devices d ON d.user_id = u.id WHERE d.identifier = :identifier")
                .bind("identifier", identifier.toString()));
    }

    /** Makes an identity the user's, and nobody else's any more (spec 04 section 3.3). */
    public void bind(Identifier identifier, User user) {
        database.change(handle -> bind(handle, identifier, user));
    }

    /** Makes an identity the user's, and nobody else's any more (spec 04 section 3.3). */
    public void bind(Handle handle, Identifier identifier, User user) {
        byIdentifier(handle, identifier)
                .filter(other -> other.id() != user.id())
                .ifPresent(other -> LOG.info("{} moves from user {} to user {}", identifier, other.id(), user.id()));
        handle.createUpdate("INSERT INTO devices (identifier, user_id, bound_at, seen_at)"
                        + " VALUES (:identifier, :user, :now, :now) ON CONFLICT (identifier) DO UPDATE"
                        + " SET bound_at = CASE WHEN devices.user_id = :user THEN devices.bound_at ELSE :now END,"
                        + " user_id = :user, seen_at = :now")
                .bind("identifier", identifier.toString())
                .bind("user", user.id())
                .bind("now", now())
                .execute();
    }

    /** Notes that a device asked for something; cheap to call at each request. */
    public void seen(Identifier identifier) {
        long old = now() - SEEN_APART.toSeconds();
        boolean due = database.read(handle -> handle.createQuery(
                                "SELECT 1 FROM devices WHERE identifier = :identifier AND seen_at < :old")
                        .bind("identifier", identifier.toString())
                        .bind("old", old)
                        .mapTo(Integer.class)
                        .findOne())
                .isPresent();
        if (due) {
            database.change(handle -> handle.createUpdate("UPDATE devices SET seen_at = :now WHERE identifier = :id")
                    .bind("id", identifier.toString())
                    .bind("now", now())
                    .execute());
        }
    }

    /** The user's identities, the last one bound first. */
    public List<Device> devices(long userId) {
        return database.read(handle -> devices(handle, userId));
    }

    /** The user's identities, the last one bound first. */
    public List<Device> devices(Handle handle, long userId) {
        return handle.createQuery("SELECT * FROM devices WHERE user_id = :user ORDER BY bound_at DESC, identifier")
                .bind("user", userId)
                .map((row, context) -> new Device(
                        identifier(row.getString("identifier")),
                        Instant.ofEpochSecond(row.getLong("bound_at")),
                        Instant.ofEpochSecond(row.getLong("seen_at"))))
                .list();
    }

    /**
     * Takes an identity from a user.
     *
     * @return false if it isn't the user's
     */
    public boolean unbind(Identifier identifier, long userId) {
        return database.write(handle -> unbind(handle, identifier, userId));
    }

    /** Takes an identity from a user. */
    public boolean unbind(Handle handle, Identifier identifier, long userId) {
        return handle.createUpdate("DELETE FROM devices WHERE identifier = :identifier AND user_id = :user")
                        .bind("identifier", identifier.toString())
                        .bind("user", userId)
                        .execute()
                == 1;
    }

    /**
     * The account of somebody who has just shown that the address is theirs, made if there is none.
     *
     * @param name what a new account is called; empty: by its address
     */
    public User admit(Handle handle, String email, String name) {
        if (!Emails.isValid(email)) {
            throw new IllegalArgumentException("not an e-mail address");
        }
        long now = now();
        int verified = handle.createUpdate(
                        "UPDATE users SET verified = TRUE, updated_at = :now WHERE email_key = :key AND NOT verified")
                .bind("key", Emails.key(email))
                .bind("now", now)
                .execute();
        Optional<User> there = byEmail(handle, email);
        if (verified == 1 || there.isPresent()) {
            return there.orElseThrow();
        }
        String called = cleanName(name);
        handle.createUpdate("INSERT INTO users (id, sub, email, email_key, verified, name, nickname, picture,"
                        + " administrator, blocked, plan, created_at, updated_at) VALUES (:id, :sub, :email, :key, TRUE,"
                        + " :name, :nickname, '', FALSE, FALSE, :plan, :now, :now)")
                .bind("id", 1 + Secrets.random(MOST_ID - 1))
                .bind("sub", UUID.randomUUID().toString())
                .bind("email", email)
                .bind("key", Emails.key(email))
                .bind("name", called.isEmpty() ? email : called)
                .bind("nickname", email.substring(0, email.indexOf('@')))
                .bind("plan", FIRST_PLAN)
                .bind("now", now)
                .execute();
        return byEmail(handle, email).orElseThrow();
    }

    /** Changes what friends see; an empty name gives back the address. */
    public void rename(long userId, String name) {
        String called = cleanName(name);
        database.change(handle -> handle.createUpdate(
                        "UPDATE users SET name = CASE WHEN :name = '' THEN email ELSE :name END, updated_at = :now"
                                + " WHERE id = :id")
                .bind("id", userId)
                .bind("name", called)
                .bind("now", now())
                .execute());
    }

    /** Makes somebody an administrator of the installation, or no longer. */
    public void setAdministrator(Handle handle, long userId, boolean administrator) {
        set(handle, "administrator", userId, administrator);
    }

    /** Shuts an account, with all its sessions and tokens, or opens it again. */
    public void setBlocked(Handle handle, long userId, boolean blocked) {
        set(handle, "blocked", userId, blocked);
        if (blocked) {
            signOutEverywhere(handle, userId);
        }
    }

    /** Ends every session in a browser and every access token; devices stay the user's. */
    public void signOutEverywhere(User user) {
        database.change(handle -> signOutEverywhere(handle, user.id()));
    }

    /** Ends every session in a browser and every access token; devices stay the user's. */
    public void signOutEverywhere(Handle handle, long userId) {
        for (String table : List.of("web_sessions", "access_tokens", "authorization_codes", "device_codes")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE user_id = :user")
                    .bind("user", userId)
                    .execute();
        }
    }

    /** Changes what an account may use. */
    public void setPlan(Handle handle, long userId, String plan) {
        set(handle, "plan", userId, plan);
    }

    private void set(Handle handle, String column, long userId, Object value) {
        handle.createUpdate("UPDATE users SET " + column + " = :value, updated_at = :now WHERE id = :id")
                .bind("value", value)
                .bind("now", now())
                .bind("id", userId)
                .execute();
    }

    /**
     * Accounts, the newest first.
     *
     * @param about only those whose address or name contains it; empty: all
     */
    public List<User> list(String about, int limit, int offset) {
        String pattern = "%" + Emails.key(about).replaceAll("([!%_])", "!$1") + "%";
        return database.read(handle -> handle.createQuery("SELECT * FROM users WHERE email_key LIKE :pattern ESCAPE '!'"
                        + " OR LOWER(name) LIKE :pattern ESCAPE '!'"
                        + " ORDER BY created_at DESC, id LIMIT :limit OFFSET :offset")
                .bind("pattern", pattern)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> User.of(row))
                .list());
    }

    /** Forgets what has expired: attempts, codes, tokens and sessions. To be called now and then. */
    public void forgetExpired() {
        database.change(handle -> {
            for (String table :
                    List.of("sign_ins", "authorization_codes", "device_codes", "access_tokens", "web_sessions")) {
                handle.createUpdate("DELETE FROM " + table + " WHERE expires_at < :now")
                        .bind("now", now())
                        .execute();
            }
            handle.createUpdate("DELETE FROM attempts WHERE until < :now")
                    .bind("now", now())
                    .execute();
        });
    }

    /** Names come from strangers: one line, without what can't be seen. */
    private static String cleanName(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
        return clean.length() <= MAX_NAME ? clean : clean.substring(0, MAX_NAME).strip();
    }

    private static Optional<User> one(Query query) {
        return query.map((row, context) -> User.of(row)).findOne();
    }

    private static Identifier identifier(String text) {
        try {
            return Identifier.parse(text);
        } catch (DecodeException e) {
            throw new IllegalStateException("an identifier in the database isn't one", e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
