package dev.portals.orchestrator.invitation;

import dev.portals.core.controller.NewServiceInvitation;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.PublicAddress;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.audit.AuditLog;
import dev.portals.orchestrator.change.Revisions;
import dev.portals.orchestrator.mail.MailQueue;
import dev.portals.orchestrator.mail.MailTexts;
import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Ada administers the project {@code p}, Carol the project {@code q}; Bob and Dora administer nothing. */
final class Village implements AutoCloseable, Targets {
    static final long ADA = 1;
    static final long BOB = 2;
    static final long CAROL = 3;
    static final long DORA = 4;
    static final long NOBODY = 99;
    static final String CODE = "ab".repeat(32);

    final Database database;
    final AuditLog audit;
    final Revisions revisions;
    final Invitations invitations;
    final List<String> revoked = new ArrayList<>();
    final List<String> granted = new ArrayList<>();
    final Set<String> administrators = new HashSet<>(Set.of("p ada@example.org", "q carol@example.org"));
    Instant now = Instant.parse("2026-01-01T12:00:00Z");

    Village(Path directory) {
        this(directory, 1_000, 20_000);
    }

    Village(Path directory, int perDay, int pending) {
        database = Database.sqlite(directory.resolve("village.db"));
        audit = new AuditLog(database, () -> now);
        revisions = Revisions.start(database, Duration.ofMillis(50));
        invitations = new Invitations(
                database,
                () -> now,
                new MailQueue(() -> now),
                new MailTexts(PublicAddress.of("https://portals.example.org")),
                this,
                (handle, project, hash) -> revoked.add(project + ' ' + hash),
                audit,
                revisions,
                new InvitationLimits(plan -> perDay, pending, 3, Duration.ofDays(14), Duration.ofDays(90)));
        user(ADA, "ada@example.org", true);
        user(BOB, "bob@example.org", true);
        user(CAROL, "carol@example.org", true);
        user(DORA, "dora@example.org", true);
    }

    void user(long id, String email, boolean verified) {
        database.change(handle -> handle.createUpdate(
                        "INSERT INTO users VALUES (:id, :sub, :email, :key, :verified, :name, '', '', FALSE, FALSE,"
                                + " '', 0, 0)")
                .bind("id", id)
                .bind("sub", "sub" + id)
                .bind("email", email)
                .bind("key", Emails.key(email))
                .bind("verified", verified)
                .bind("name", email.substring(0, email.indexOf('@')))
                .execute());
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    static ServiceAccessDetails access(String node, String ticket) {
        return new ServiceAccessDetails(
                identifier("11"),
                "/dnsaddr/p.localhost/tcp/4000/service/p/service/api",
                identifier("22"),
                "/dnsaddr/p.localhost/tcp/4000/service/authority/service/api",
                identifier(node),
                "/service/web",
                ticket,
                null);
    }

    static NewServiceInvitation service(String recipient) {
        return new NewServiceInvitation(null, "p", recipient, access("33", ticket(CODE)));
    }

    static String ticket(String code) {
        return "/dnsaddr/p.localhost/tcp/4000/service/p/service/api,I11,default," + code + ",00,00,/dnsaddr/x/tcp/1";
    }

    static Identifier identifier(String pair) {
        return Identifier.parse("I" + pair.repeat(32));
    }

    List<String> mails() {
        return database.read(handle -> handle.createQuery(
                        "SELECT recipient || ': ' || subject FROM mails" + " WHERE state = 'queued' ORDER BY place")
                .mapTo(String.class)
                .list());
    }

    @Override
    public Optional<Project> project(Handle handle, String id) {
        ServiceAccessDetails ours = access("33", "");
        return id.equals("p") || id.equals("q")
                ? Optional.of(new Project(
                        id,
                        "default",
                        ours.projectIdentifier(),
                        ours.projectRoute(),
                        ours.authorityIdentifier(),
                        ours.authorityRoute()))
                : Optional.empty();
    }

    @Override
    public Optional<String> name(Handle handle, Scope scope, String id) {
        return Optional.of("default");
    }

    @Override
    public boolean administers(Handle handle, Scope scope, String id, String email) {
        return administrators.contains(id + ' ' + email);
    }

    @Override
    public void grant(Handle handle, String id, String email, Role role, Scope scope) {
        granted.add(id + ' ' + email + ' ' + role + ' ' + scope);
    }

    @Override
    public void close() {
        revisions.close();
        database.close();
    }

    @Override
    public void granted(String id, String email, Scope scope) {}
}
