package dev.portals.orchestrator.admin;

import dev.portals.core.controller.Role;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.account.Secrets;
import dev.portals.orchestrator.account.User;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.site.Browser;
import dev.portals.orchestrator.store.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A whole orchestrator with some people, and another view of its records. */
final class Town implements AutoCloseable {
    static final String ROOT = "root@example.org";
    static final String ADA = "ada@example.org";
    static final String BOB = "bob@example.org";

    final Database database;
    final Accounts accounts;
    final AuditLog audit;
    private final Orchestrator orchestrator;
    private final URI base;
    private int sessions;

    Town(Path directory) {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder();
        settings.set("home", directory.toString());
        settings.set("plans.small.members", "10");
        settings.set("plans.small.relayed-gb-a-month", "10");
        for (String port : List.of("http", "controller", "gateway")) {
            settings.set(port, "127.0.0.1:0");
        }
        orchestrator = Orchestrator.start(settings.build());
        base = URI.create("http://localhost:" + orchestrator.http().getPort());
        database = Database.sqlite(directory.resolve("orchestrator.db"));
        accounts = new Accounts(database, InstantSource.system());
        audit = new AuditLog(database, InstantSource.system());
        for (String email : List.of(ROOT, ADA, BOB)) {
            database.write(handle -> accounts.admit(handle, email, ""));
        }
        database.change(handle -> accounts.setAdministrator(handle, user(ROOT).id(), true));
    }

    User user(String email) {
        return accounts.byEmail(email).orElseThrow();
    }

    /** A browser in which nobody is signed in. */
    Browser browser() {
        return new Browser(base);
    }

    /** A browser of somebody who is signed in. */
    Browser browser(String email) {
        String secret = (Secrets.hash(email + sessions++) + "x".repeat(43)).substring(0, 43);
        long now = InstantSource.system().instant().getEpochSecond();
        database.change(handle -> handle.execute(
                "INSERT INTO web_sessions (session_hash, user_id, agent, created_at, seen_at, expires_at)"
                        + " VALUES (?, ?, 'Firefox/140.0 Linux', ?, ?, ?)",
                Secrets.hash(secret),
                user(email).id(),
                now,
                now,
                now + 3600));
        Browser browser = browser();
        browser.setCookie("portals-session", secret);
        return browser;
    }

    /** A project whose space somebody administers. */
    void project(String id, String email) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO spaces (id, name, name_key, created_at) VALUES (?, ?, ?, 1)",
                    "space-" + id,
                    "space-" + id,
                    "space-" + id);
            handle.execute(
                    "INSERT INTO space_administrators (space_id, email, email_key) VALUES (?, ?, ?)",
                    "space-" + id,
                    email,
                    email);
            handle.execute(
                    "INSERT INTO projects (id, space_id, name, name_key, state, credential_life, relaying, created_at)"
                            + " VALUES (?, ?, ?, ?, 'ready', 3600, TRUE, 1)",
                    id,
                    "space-" + id,
                    "name-" + id,
                    "name-" + id);
        });
    }

    /** An invitation to a project. */
    void invitation(String id, String sender, String recipient, String project) {
        long now = InstantSource.system().instant().getEpochSecond();
        database.change(handle -> handle.execute(
                "INSERT INTO invitations (id, sender_id, recipient_email, recipient_key, scope, role, target_id, state,"
                        + " created_at, expires_at, mailed_at, mail_state)"
                        + " VALUES (?, ?, ?, ?, 0, ?, ?, 'pending', ?, ?, 0, 'sent')",
                id,
                user(sender).id(),
                recipient,
                recipient,
                Role.GUEST.ordinal(),
                project,
                now,
                now + 86_400));
    }

    /** A message in the queue's table. */
    void mail(String id, String event, String state, String text, String html) {
        database.change(handle -> handle.execute(
                "INSERT INTO mails (id, event, recipient, subject, text, html, state, attempts, next_at, leased_until,"
                        + " error, created_at) VALUES (?, ?, 'bob@example.org', 'Hello <b>', ?, ?, ?, 1, 9999999999, 0,"
                        + " '550 <i>no</i>', 1)",
                id,
                event,
                text,
                html,
                state));
    }

    String value(String sql, Object... values) {
        return database.read(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.mapTo(String.class).one();
        });
    }

    @Override
    public void close() {
        database.close();
        orchestrator.close();
    }
}
