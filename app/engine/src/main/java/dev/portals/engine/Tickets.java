package dev.portals.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.EnrollmentTicket;

/**
 * Reads tickets in all the forms that {@code ockam} has printed: the plain text, the JSON of 0.150, the legacy JSON of 0.139,
 * and the hex of each (spec 04 section 5.8, document 06 there).
 */
public final class Tickets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Tickets() {}

    /**
     * Reads a ticket; white space around it is ignored.
     *
     * @throws DecodeException with a sentence for a person if it is none
     */
    public static EnrollmentTicket parse(String text) {
        String plain = EnrollmentTicket.plainText(text);
        return plain.startsWith("{") ? parse(object(plain)) : EnrollmentTicket.parse(plain);
    }

    private static JsonNode object(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DecodeException("the ticket begins like JSON but isn't: " + e.getOriginalMessage());
        }
    }

    private static EnrollmentTicket parse(JsonNode ticket) {
        String code = ProjectJson.text(ticket, "one_time_code");
        if (ticket.path("project").isObject()) {
            JsonNode project = ticket.path("project");
            return EnrollmentTicket.of(
                    ProjectJson.text(project, "id"),
                    ProjectJson.text(project, "access_route"),
                    Identifier.parse(ProjectJson.text(project, "identity")),
                    ProjectJson.text(project, "name"),
                    code,
                    ProjectJson.text(project, "project_change_history"),
                    ProjectJson.text(project, "authority_identity"),
                    ProjectJson.text(project, "authority_access_route"));
        }
        JsonNode route = ticket.path("project_route");
        return EnrollmentTicket.of(
                route.path("id").isTextual() ? ProjectJson.text(route, "id") : null,
                route.isObject() ? ProjectJson.text(route, "route") : ProjectJson.text(ticket, "project_route"),
                Identifier.parse(ProjectJson.text(ticket, "project_identifier")),
                ProjectJson.text(ticket, "project_name"),
                code,
                ProjectJson.text(ticket, "project_change_history"),
                ProjectJson.text(ticket, "authority_change_history"),
                ProjectJson.text(ticket, "authority_route"));
    }
}
