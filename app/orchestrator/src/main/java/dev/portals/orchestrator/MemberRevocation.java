package dev.portals.orchestrator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.orchestrator.invitation.TicketRevocation;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Undoes the tickets of invitations in the tables of the authorities. Who was let in by a ticket is let in for all invitations
 * to the project, so the member goes with the last of them.
 */
final class MemberRevocation implements TicketRevocation {
    /** What the ticket of an invitation makes an authority say about its bearer (spec 04 section 6.5). */
    private static final String EMAIL = "invitation_email";

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Row(String identifier, String attributes) {}

    @Override
    public void revoke(Handle handle, String projectId, String codeHash) {
        handle.createUpdate("DELETE FROM tokens WHERE project_id = :project AND code_hash = :hash")
                .bind("project", projectId)
                .bind("hash", codeHash)
                .execute();
        Optional<String> recipient = handle.createQuery("""
                        SELECT recipient_email FROM invitations i WHERE target_id = :project AND ticket_hash = :hash
                          AND NOT EXISTS (SELECT 1 FROM invitations o WHERE o.target_id = i.target_id
                            AND o.recipient_key = i.recipient_key AND o.state IN ('pending', 'accepted'))""")
                .bind("project", projectId)
                .bind("hash", codeHash)
                .mapTo(String.class)
                .findFirst();
        recipient.ifPresent(email -> removeMembers(handle, projectId, email));
    }

    private static void removeMembers(Handle handle, String projectId, String email) {
        List<Row> rows = handle.createQuery("SELECT identifier, attributes FROM members WHERE project_id = :project"
                        + " AND NOT pre_trusted AND attributes LIKE '%" + EMAIL + "%'")
                .bind("project", projectId)
                .map((row, context) -> new Row(row.getString("identifier"), row.getString("attributes")))
                .list();
        for (Row row : rows) {
            if (email(row.attributes).equalsIgnoreCase(email)) {
                handle.createUpdate("DELETE FROM members WHERE project_id = :project AND identifier = :identifier")
                        .bind("project", projectId)
                        .bind("identifier", row.identifier)
                        .execute();
            }
        }
    }

    private static String email(String attributes) {
        try {
            return JSON.readTree(attributes).path(EMAIL).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
