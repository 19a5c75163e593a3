package dev.portals.orchestrator.invitation;

import dev.portals.core.codec.CborReader;
import dev.portals.core.controller.ExpiryText;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.Role;
import dev.portals.core.controller.Scope;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.SignedDescription;
import dev.portals.orchestrator.account.Emails;
import dev.portals.orchestrator.mail.MailState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of invitations. Lists are in the order in which the invitations were made. */
final class InvitationTable {
    private static final String SELECT =
            "SELECT i.id, i.sender_id, i.recipient_email, i.recipient_key, i.scope, i.role, i.target_id, i.state,"
                    + " i.created_at, i.expires_at, i.accepted_by, i.details, i.node_route, i.ticket_hash, i.description,"
                    + " i.mailed_at, i.mail_state, s.email AS sender_email, s.email_key AS sender_key, s.name AS"
                    + " sender_name, COALESCE(p.name, sp.name, '') AS target_name, ";
    private static final String TABLES = " AS ticket FROM invitations i JOIN users s ON s.id = i.sender_id"
            + " LEFT JOIN projects p ON p.id = i.target_id LEFT JOIN spaces sp ON sp.id = i.target_id WHERE ";
    private static final String WITHOUT_TICKET = "''";
    private static final String OPEN = "i.state = 'pending' AND i.expires_at > :now";
    private static final String SENT = "i.sender_id = :sender AND (i.state = 'accepted' OR " + OPEN + ")";

    private InvitationTable() {}

    static Optional<Stored> find(Handle handle, String id) {
        return list(handle, "i.id = :id", Map.of("id", id)).stream().findFirst();
    }

    /** Without the tickets, which are for the recipients, and too much of thousands. */
    static List<Stored> sent(Handle handle, Person sender, long now) {
        return list(handle, WITHOUT_TICKET, SENT, Map.of("sender", sender.id(), "now", now), Integer.MAX_VALUE);
    }

    /** The same as a client gets them: of thousands, each column and each table beside this one would be felt. */
    static List<SentInvitation> sentToClient(Handle handle, Person sender, long now) {
        // Most are to a few services.
        Map<String, ServiceAccessDetails> services = new HashMap<>();
        return handle.createQuery("SELECT i.id, i.expires_at, i.role, i.recipient_email, i.state, i.scope, i.target_id,"
                        + " i.accepted_by, i.details FROM invitations i WHERE " + SENT + " ORDER BY i.place")
                .bind("sender", sender.id())
                .bind("now", now)
                .map((row, context) -> {
                    Scope scope = Scope.values()[row.getInt(6)];
                    String details = scope == Scope.SERVICE ? row.getString(9) : null;
                    return new SentInvitation(
                            row.getString(1),
                            ExpiryText.of(Instant.ofEpochSecond(row.getLong(2))),
                            Role.values()[row.getInt(3)],
                            sender.id(),
                            row.getString(4),
                            InvitationState.of(row.getString(5)) == InvitationState.ACCEPTED ? 0 : 1,
                            scope,
                            row.getString(7),
                            row.getLong(8),
                            details == null
                                    ? null
                                    : services.computeIfAbsent(
                                            details, text -> access(text).withTicket("")));
                })
                .list();
    }

    /** What {@link #describe} kept. */
    static ServiceAccessDetails access(String details) {
        return ServiceAccessDetails.decode(new CborReader(Base64.getDecoder().decode(details)));
    }

    static List<Stored> received(Handle handle, Person recipient, long now) {
        return recipient.verified()
                ? list(handle, "i.recipient_key = :key AND " + OPEN, Map.of("key", recipient.key(), "now", now))
                : List.of();
    }

    static List<Stored> accepted(Handle handle, Person recipient) {
        return list(handle, "i.accepted_by = :user AND i.state = 'accepted'", Map.of("user", recipient.id()));
    }

    /** The pending invitation of that sender to the same service for the same recipient. */
    static Optional<Stored> identical(
            Handle handle, Person sender, String recipientKey, String target, ServiceAccessDetails access, long now) {
        return list(
                        handle,
                        "i.sender_id = :sender AND i.recipient_key = :key AND i.target_id = :target"
                                + " AND i.node_identifier = :node AND i.node_route = :route AND " + OPEN,
                        Map.of(
                                "sender",
                                sender.id(),
                                "key",
                                recipientKey,
                                "target",
                                target,
                                "node",
                                access.nodeIdentifier().toString(),
                                "route",
                                access.service(),
                                "now",
                                now))
                .stream()
                .findFirst();
    }

    static List<Stored> late(Handle handle, long now, int most) {
        return list(handle, "i.state = 'pending' AND i.expires_at <= :now", Map.of("now", now), most);
    }

    /** Pending ones made before that time of which nobody was reminded and whose mail didn't fail. */
    static List<Stored> unanswered(Handle handle, long now, long before, int most) {
        return list(
                handle,
                OPEN + " AND i.created_at <= :before AND i.mail_state IN ('queued', 'sent')"
                        + " AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.event = 'reminder:' || i.id)",
                Map.of("now", now, "before", before),
                most);
    }

    static List<Stored> of(Handle handle, String target) {
        return list(handle, "i.target_id = :target", Map.of("target", target));
    }

    /** A page of all, the latest first. One that nobody has noted to have expired counts as expired. */
    static List<Stored> all(
            Handle handle, String about, @Nullable InvitationState state, long now, int limit, int offset) {
        String where =
                "(:about = '%%' OR i.recipient_key LIKE :about ESCAPE '!' OR s.email_key LIKE :about ESCAPE '!')";
        String of = state == null
                ? ""
                : switch (state) {
                    case PENDING -> " AND " + OPEN;
                    case EXPIRED -> " AND (i.state = 'expired' OR i.state = 'pending' AND i.expires_at <= :now)";
                    default -> " AND i.state = :state";
                };
        return handle.createQuery(SELECT + WITHOUT_TICKET + TABLES + where + of
                        + " ORDER BY i.place DESC LIMIT :limit OFFSET :offset")
                .bind("about", "%" + Emails.key(about).replaceAll("([!%_])", "!$1") + "%")
                .bindMap(state == null ? Map.of() : Map.of("now", now, "state", state.text()))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> stored(row))
                .list();
    }

    static int pending(Handle handle, String target, long now) {
        return count(handle, "i.target_id = :target AND " + OPEN, Map.of("target", target, "now", now));
    }

    static int madeSince(Handle handle, Person sender, long since) {
        return count(
                handle,
                "i.sender_id = :sender AND i.created_at > :since",
                Map.of("sender", sender.id(), "since", since));
    }

    static int mails(Handle handle, String id) {
        return handle.createQuery("SELECT COUNT(*) FROM mails WHERE invitation_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /** Adds a new one, pending. */
    static void insert(
            Handle handle,
            String id,
            Person sender,
            String recipient,
            String recipientKey,
            Scope scope,
            Role role,
            String target,
            long now,
            long expiresAt) {
        handle.createUpdate("INSERT INTO invitations (id, sender_id, recipient_email, recipient_key, scope, role,"
                        + " target_id, state, created_at, expires_at, mailed_at, mail_state) VALUES (:id, :sender,"
                        + " :recipient, :key, :scope, :role, :target, 'pending', :now, :expires, 0, 'queued')")
                .bind("id", id)
                .bind("sender", sender.id())
                .bind("recipient", recipient)
                .bind("key", recipientKey)
                .bind("scope", scope.ordinal())
                .bind("role", role.ordinal())
                .bind("target", target)
                .bind("now", now)
                .bind("expires", expiresAt)
                .execute();
    }

    /** Says, or says anew, how the recipient reaches the service. */
    static void describe(Handle handle, String id, String recipient, ServiceAccessDetails access, long expiresAt) {
        SignedDescription description = access.description();
        handle.createUpdate("UPDATE invitations SET recipient_email = :recipient, expires_at = :expires,"
                        + " details = :details, node_identifier = :node, node_route = :route, ticket_hash = :hash,"
                        + " ticket = :ticket, description = :description WHERE id = :id")
                .bind("recipient", recipient)
                .bind("expires", expiresAt)
                .bind("details", base64(access.withTicket("").encode()))
                .bind("ticket", access.ticket())
                .bind("node", access.nodeIdentifier().toString())
                .bind("route", access.service())
                .bind("hash", TicketCode.hash(access.ticket()).orElse(null))
                .bind(
                        "description",
                        description == null
                                ? null
                                : base64(description.content().text().encode()))
                .bind("id", id)
                .execute();
    }

    static void mailed(Handle handle, String id, long now) {
        handle.createUpdate("UPDATE invitations SET mailed_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static void change(Handle handle, String id, InvitationState state) {
        handle.createUpdate("UPDATE invitations SET state = :state WHERE id = :id")
                .bind("state", state.text())
                .bind("id", id)
                .execute();
    }

    static void accept(Handle handle, String id, Person recipient, long now) {
        handle.createUpdate("UPDATE invitations SET state = 'accepted', accepted_by = :user, accepted_at = :now"
                        + " WHERE id = :id")
                .bind("user", recipient.id())
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static void delete(Handle handle, String target) {
        handle.createUpdate("DELETE FROM invitations WHERE target_id = :target")
                .bind("target", target)
                .execute();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static int count(Handle handle, String where, Map<String, ?> values) {
        return handle.createQuery("SELECT COUNT(*) FROM invitations i WHERE " + where)
                .bindMap(values)
                .mapTo(Integer.class)
                .one();
    }

    private static List<Stored> list(Handle handle, String where, Map<String, ?> values) {
        return list(handle, where, values, Integer.MAX_VALUE);
    }

    private static List<Stored> list(Handle handle, String where, Map<String, ?> values, int most) {
        return list(handle, "i.ticket", where, values, most);
    }

    private static List<Stored> list(Handle handle, String ticket, String where, Map<String, ?> values, int most) {
        return handle.createQuery(SELECT + ticket + TABLES + where + " ORDER BY i.place LIMIT :most")
                .bindMap(values)
                .bind("most", most)
                .map((row, context) -> stored(row))
                .list();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String description = row.getString("description");
        Invitation invitation = new Invitation(
                row.getString("id"),
                row.getLong("sender_id"),
                row.getString("sender_email"),
                row.getString("sender_name"),
                row.getString("recipient_email"),
                // The number of whoever accepted: before, a sender doesn't learn who has an account.
                row.getLong("accepted_by"),
                Scope.values()[row.getInt("scope")],
                Role.values()[row.getInt("role")],
                row.getString("target_id"),
                row.getString("target_name"),
                row.getString("node_route"),
                description == null
                        ? null
                        : PortalText.decode(new CborReader(Base64.getDecoder().decode(description))),
                InvitationState.of(row.getString("state")),
                Instant.ofEpochSecond(row.getLong("created_at")),
                Instant.ofEpochSecond(row.getLong("expires_at")),
                Instant.ofEpochSecond(row.getLong("mailed_at")),
                MailState.of(row.getString("mail_state")));
        return new Stored(
                invitation,
                row.getString("sender_key"),
                row.getString("recipient_key"),
                longOrNull(row, "accepted_by"),
                row.getString("details"),
                row.getString("ticket_hash"),
                row.getString("ticket"));
    }

    private static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
