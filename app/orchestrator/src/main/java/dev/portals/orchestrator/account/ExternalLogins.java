package dev.portals.orchestrator.account;

import dev.portals.orchestrator.store.Database;
import java.util.Optional;

/** Which account at another service is whose here. */
public final class ExternalLogins {
    private final Database database;
    private final Accounts accounts;

    /** Those in that database. */
    public ExternalLogins(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /**
     * The account of somebody who signed in elsewhere: the one that it was the last time, else that with the address.
     *
     * @param email which the provider has seen to be the person's
     * @return none if the account is blocked or the address isn't one
     */
    public Optional<User> signIn(String provider, String subject, String email, String name) {
        if (!Emails.isValid(email)) {
            return Optional.empty();
        }
        return database.write(handle -> {
                    Optional<User> known = handle.createQuery("SELECT u.* FROM users u JOIN external_logins e"
                                    + " ON e.user_id = u.id WHERE e.provider = :provider AND e.subject = :subject")
                            .bind("provider", provider)
                            .bind("subject", subject)
                            .map((row, context) -> User.of(row))
                            .findOne();
                    if (known.isPresent()) {
                        return known;
                    }
                    User user = accounts.admit(handle, email, name);
                    handle.createUpdate("INSERT INTO external_logins (provider, subject, user_id)"
                                    + " VALUES (:provider, :subject, :user)")
                            .bind("provider", provider)
                            .bind("subject", subject)
                            .bind("user", user.id())
                            .execute();
                    return Optional.of(user);
                })
                .filter(user -> !user.blocked());
    }
}
