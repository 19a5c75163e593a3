package dev.portals.orchestrator.account;

import dev.portals.orchestrator.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Codes that a browser takes to a program, and the access tokens that the program gets for them.
 *
 * <p>A code may be given before the person has confirmed the address (spec 04 section 2.3): then the code and its token belong
 * to the attempt to sign in, give access to nothing, and become the user's when the attempt succeeds.
 */
public final class Grants {
    /** How long a code from a browser works. */
    public static final Duration CODE_LIFE = Duration.ofMinutes(2);
    /** How long an access token works. */
    public static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    /** The grants in that database. */
    public Grants(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Gives a code for a user who agreed. */
    public String code(User user, CodeRequest request) {
        return database.write(handle -> code(handle, user.id(), "", request));
    }

    /** Gives a code for whoever finishes an attempt to sign in; none if that attempt already gave one. */
    public Optional<String> codeBefore(SignIns.Pending signIn, CodeRequest request) {
        return database.write(handle -> {
            boolean given = handle.createQuery("SELECT 1 FROM authorization_codes WHERE sign_in_id = :signIn")
                    .bind("signIn", signIn.id())
                    .mapTo(Integer.class)
                    .findFirst()
                    .isPresent();
            return given ? Optional.empty() : Optional.of(code(handle, null, signIn.id(), request));
        });
    }

    private String code(Handle handle, @Nullable Long user, String signIn, CodeRequest request) {
        String code = Secrets.random();
        long now = now();
        handle.createUpdate("INSERT INTO authorization_codes (code_hash, user_id, sign_in_id, client_id, redirect_uri,"
                        + " challenge, scope, nonce, used, created_at, expires_at) VALUES (:hash, :user, :signIn, :client,"
                        + " :redirect, :challenge, :scope, :nonce, FALSE, :now, :expires)")
                .bind("hash", Secrets.hash(code))
                .bindByType("user", user, Long.class)
                .bind("signIn", signIn)
                .bind("client", request.clientId())
                .bind("redirect", request.redirect())
                .bind("challenge", request.challenge())
                .bind("scope", request.scope())
                .bind("nonce", request.nonce())
                .bind("now", now)
                .bind("expires", now + CODE_LIFE.toSeconds())
                .execute();
        return code;
    }

    /** The codes and tokens of one attempt to sign in now wait for another one. */
    static void move(Handle handle, String from, String to) {
        for (String table : new String[] {"authorization_codes", "access_tokens"}) {
            handle.createUpdate("UPDATE " + table + " SET sign_in_id = :to WHERE sign_in_id = :from")
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
        }
    }

    /** The codes and tokens of an attempt to sign in become the user's. */
    static void confirm(Handle handle, String signIn, User user) {
        for (String table : new String[] {"authorization_codes", "access_tokens"}) {
            handle.createUpdate("UPDATE " + table + " SET sign_in_id = '', user_id = :user WHERE sign_in_id = :signIn")
                    .bind("signIn", signIn)
                    .bind("user", user.id())
                    .execute();
        }
    }

    /**
     * Gives a token for a code, once. A code that comes a second time was stolen by one of the two: what the first got is
     * taken back (RFC 6749 section 4.1.2).
     *
     * @param verifier the secret behind the challenge
     * @return none if the code isn't one, was used, isn't this client's, or the verifier is wrong
     */
    public Optional<AccessToken> exchange(String code, String clientId, String redirect, String verifier) {
        String hash = Secrets.hash(code);
        return database.write(handle -> {
            Optional<Code> found = handle.createQuery(
                            "SELECT * FROM authorization_codes WHERE code_hash = :hash AND expires_at > :now")
                    .bind("hash", hash)
                    .bind("now", now())
                    .map((row, context) -> {
                        long user = row.getLong("user_id");
                        return new Code(
                                row.wasNull() ? null : user,
                                row.getString("sign_in_id"),
                                new CodeRequest(
                                        row.getString("client_id"),
                                        row.getString("redirect_uri"),
                                        row.getString("challenge"),
                                        row.getString("scope"),
                                        row.getString("nonce")),
                                row.getBoolean("used"));
                    })
                    .findOne();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Code asked = found.get();
            if (asked.used) {
                handle.createUpdate("DELETE FROM access_tokens WHERE code_hash = :hash")
                        .bind("hash", hash)
                        .execute();
                return Optional.empty();
            }
            CodeRequest request = asked.request;
            if (!request.clientId().equals(clientId)
                    || !request.redirect().equals(redirect)
                    || !Secrets.same(request.challenge(), Pkce.challenge(verifier))) {
                return Optional.empty();
            }
            handle.createUpdate(
                            "UPDATE authorization_codes SET used = TRUE, expires_at = :expires WHERE code_hash = :hash")
                    .bind("hash", hash)
                    .bind("expires", now() + TOKEN_LIFE.toSeconds())
                    .execute();
            return Optional.of(
                    token(handle, asked.userId, asked.signIn, hash, clientId, request.scope(), request.nonce()));
        });
    }

    private record Code(@Nullable Long userId, String signIn, CodeRequest request, boolean used) {}

    /** Gives a token. */
    AccessToken token(
            Handle handle,
            @Nullable Long userId,
            String signIn,
            String codeHash,
            String clientId,
            String scope,
            String nonce) {
        String secret = Secrets.random();
        handle.createUpdate("INSERT INTO access_tokens (token_hash, user_id, sign_in_id, client_id, scope, code_hash,"
                        + " expires_at) VALUES (:hash, :user, :signIn, :client, :scope, :code, :expires)")
                .bind("hash", Secrets.hash(secret))
                .bindByType("user", userId, Long.class)
                .bind("signIn", signIn)
                .bind("client", clientId)
                .bind("scope", scope)
                .bind("code", codeHash)
                .bind("expires", now() + TOKEN_LIFE.toSeconds())
                .execute();
        User user = userId == null
                ? null
                : handle.createQuery("SELECT * FROM users WHERE id = :id")
                        .bind("id", userId)
                        .map((row, context) -> User.of(row))
                        .one();
        return new AccessToken(secret, clientId, scope, nonce, user);
    }

    /**
     * Who a token that doesn't give access yet will be for: its attempt to sign in is still open.
     *
     * @return a user with an unconfirmed address, about whom nothing but that address is known here
     */
    public Optional<User> unconfirmed(String token) {
        return database.read(handle -> handle.createQuery("SELECT s.id, s.email, s.created_at FROM access_tokens t"
                        + " JOIN sign_ins s ON s.id = t.sign_in_id"
                        + " WHERE t.token_hash = :hash AND t.expires_at > :now AND s.expires_at > :now")
                .bind("hash", Secrets.hash(token))
                .bind("now", now())
                .map((row, context) -> {
                    String email = row.getString("email");
                    Instant at = Instant.ofEpochSecond(row.getLong("created_at"));
                    return new User(
                            0,
                            "unconfirmed-" + Secrets.hash(row.getString("id")).substring(0, 32),
                            email,
                            false,
                            email,
                            email.substring(0, email.indexOf('@')),
                            "",
                            false,
                            false,
                            Accounts.FIRST_PLAN,
                            at,
                            at);
                })
                .findOne());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
