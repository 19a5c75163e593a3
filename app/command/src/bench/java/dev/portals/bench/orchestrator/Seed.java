package dev.portals.bench.orchestrator;

import dev.portals.core.controller.ProjectRecord;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.OneTimeCode;
import dev.portals.core.project.Project;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Accounts, members and invitations that would take hours to come by themselves, written beside the orchestrator. */
final class Seed implements AutoCloseable {
    private final Connection records;
    private final long now = Instant.now().getEpochSecond();

    Seed(Server server) throws SQLException {
        this.records = server.records();
        records.setAutoCommit(false);
    }

    private static long id(int number) {
        return 1_000_000 + number;
    }

    private static String email(int number) {
        return "person-" + number + "@example.org";
    }

    private void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = records.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    void user(int number, Identifier identifier) throws SQLException {
        run(
                "INSERT INTO users VALUES (?, ?, ?, ?, TRUE, ?, ?, '', FALSE, FALSE, 'basic', ?, ?)",
                id(number),
                UUID.randomUUID().toString(),
                email(number),
                email(number),
                email(number),
                "nick",
                now,
                now);
        run("INSERT INTO devices VALUES (?, ?, ?, ?)", identifier.toString(), id(number), now, now);
        String space = UUID.randomUUID().toString();
        run("INSERT INTO spaces (id, name, name_key, created_at) VALUES (?, ?, ?, ?)", space, space, space, now);
        run(
                "INSERT INTO space_administrators (space_id, email, email_key) VALUES (?, ?, ?)",
                space,
                email(number),
                email(number));
    }

    void commit() throws SQLException {
        records.commit();
    }

    /** Members and invitations of the first user's project; every other one is accepted. */
    void fill(ProjectRecord record, Identifier owner, int many, int clients) throws SQLException {
        Project project = record.toProject();
        ServiceAccessDetails access = new ServiceAccessDetails(
                project.identifier(),
                project.route().toString(),
                project.authorityIdentifier(),
                project.authorityRoute().toString(),
                owner,
                "/service/web",
                new EnrollmentTicket(project, OneTimeCode.random()).toHex(),
                null);
        String details =
                Base64.getEncoder().encodeToString(access.withTicket("").encode());
        byte[] random = new byte[32];
        for (int i = 0; i < many; i++) {
            ThreadLocalRandom.current().nextBytes(random);
            String hex = HexFormat.of().formatHex(random);
            run(
                    "INSERT INTO members VALUES (?, ?, ?, ?, ?, FALSE)",
                    project.id(),
                    "I" + hex,
                    "{\"invitation_email\":\"" + email(i) + "\",\"ockam-relay\":\"" + hex + "\"}",
                    owner.toString(),
                    now);
            int guest = 1 + i % clients;
            boolean accepted = i % 2 == 0;
            String id = UUID.randomUUID().toString();
            run(
                    "INSERT INTO invitations (id, sender_id, recipient_email, recipient_key, scope, role, target_id,"
                            + " state, created_at, expires_at, accepted_by, accepted_at, details, node_identifier,"
                            + " node_route, ticket_hash, ticket, mailed_at, mail_state)"
                            + " VALUES (?, ?, ?, ?, 1, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'sent')",
                    id,
                    id(0),
                    email(guest),
                    email(guest),
                    project.id(),
                    accepted ? "accepted" : "pending",
                    now,
                    now + 1_000_000,
                    accepted ? id(guest) : null,
                    accepted ? now : null,
                    details,
                    owner.toString(),
                    "/service/web",
                    hex,
                    access.ticket(),
                    now);
        }
        records.commit();
    }

    @Override
    public void close() throws SQLException {
        records.close();
    }
}
