package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An invitation that a real ockam has made.
 *
 * @param sent what it was told of it
 */
record Invitation(JsonNode sent) {
    /** To the service of that name at the node of that identifier, by way of the relay of the same name, in the default project. */
    static Invitation toService(Ockam from, String email, String node, String service) {
        JsonNode project = from.json("project", "show", "default");
        String ticket =
                from.run("project", "ticket", "--expires-in", "14d", "--attribute", "invitation_email=" + email);
        return new Invitation(from.json(
                "share",
                "service",
                project.path("id").asText(),
                email,
                project.path("identity").asText(),
                project.path("access_route").asText(),
                from.json("project", "enroll").at("/credential/issuer").asText(),
                project.path("authority_access_route").asText(),
                node,
                "/service/" + service,
                ticket));
    }

    String id() {
        return sent.path("id").asText();
    }
}
