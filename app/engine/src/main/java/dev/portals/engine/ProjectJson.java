package dev.portals.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.multiaddr.MultiAddrSyntaxException;
import dev.portals.core.project.Project;

/** A project as JSON: texts by the names that Ockam's ticket in JSON uses. */
final class ProjectJson {
    private ProjectJson() {}

    static ObjectNode write(ObjectMapper json, Project project) {
        return json.createObjectNode()
                .put("project_id", project.id())
                .put("project_name", project.name())
                .put("project_route", project.route().toString())
                .put("project_identifier", project.identifier().toString())
                .put("project_change_history", project.history().toHex())
                .put("authority_identifier", project.authorityIdentifier().toString())
                .put("authority_change_history", project.authority().toHex())
                .put("authority_route", project.authorityRoute().toString());
    }

    /** Reads one; the identifiers are those of the histories. */
    static Project read(JsonNode node) {
        try {
            return new Project(
                    text(node, "project_id"),
                    text(node, "project_name"),
                    MultiAddr.parse(text(node, "project_route")),
                    ChangeHistory.fromHex(text(node, "project_change_history")),
                    ChangeHistory.fromHex(text(node, "authority_change_history")),
                    MultiAddr.parse(text(node, "authority_route")));
        } catch (MultiAddrSyntaxException e) {
            throw new DecodeException("a project's address: " + e.getMessage());
        }
    }

    /** A text that must be there. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new DecodeException("the text " + field + " is missing");
        }
        return value.textValue();
    }
}
