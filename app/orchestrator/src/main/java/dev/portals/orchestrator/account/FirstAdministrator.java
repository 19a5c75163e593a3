package dev.portals.orchestrator.account;

import dev.portals.orchestrator.store.Database;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How an installation gets its first administrator: by a link that works once, shown to whoever started it. */
public final class FirstAdministrator {
    /** The path of the link, before its secret. */
    public static final String PATH = "/first-administrator/";

    private static final String SETTING = "first-administrator";

    private final Database database;
    private final Accounts accounts;

    /** That of the installation with that database. */
    public FirstAdministrator(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** A new link's path, good until the next one; none if there is an administrator. */
    public Optional<String> newLink() {
        String secret = Secrets.random();
        return database.write(handle -> {
            if (isThere(handle)) {
                return Optional.empty();
            }
            handle.createUpdate("INSERT INTO settings (name, value) VALUES (:name, :hash)"
                            + " ON CONFLICT (name) DO UPDATE SET value = :hash")
                    .bind("name", SETTING)
                    .bind("hash", Secrets.hash(secret))
                    .execute();
            return Optional.of(PATH + secret);
        });
    }

    /** Whether that is the link's secret. */
    public boolean isLink(String secret) {
        return database.read(handle -> isLink(handle, secret));
    }

    private static boolean isLink(Handle handle, String secret) {
        return !isThere(handle)
                && handle.createQuery("SELECT value FROM settings WHERE name = :name")
                        .bind("name", SETTING)
                        .mapTo(String.class)
                        .findOne()
                        .filter(hash -> Secrets.same(hash, Secrets.hash(secret)))
                        .isPresent();
    }

    /**
     * Makes whoever has the link the administrator; the address is taken for theirs.
     *
     * @return none if it isn't the link, or works no more
     */
    public Optional<User> become(String secret, String email, String name) {
        return database.write(handle -> {
            if (!isLink(handle, secret)) {
                return Optional.empty();
            }
            handle.createUpdate("DELETE FROM settings WHERE name = :name")
                    .bind("name", SETTING)
                    .execute();
            User user = accounts.admit(handle, email, name);
            accounts.setAdministrator(handle, user.id(), true);
            return accounts.find(handle, user.id());
        });
    }

    private static boolean isThere(Handle handle) {
        return handle.createQuery("SELECT 1 FROM users WHERE administrator LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
