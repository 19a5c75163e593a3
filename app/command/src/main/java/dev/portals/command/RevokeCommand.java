package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals revoke}. */
@Command(
        name = "revoke",
        description = "Takes back an invitation, and the access it gave.",
        mixinStandardHelpOptions = true)
final class RevokeCommand extends EngineCommand {
    @Parameters(
            index = "0",
            paramLabel = "ID|PORTAL",
            description = "The invitation, the beginning of its id, or with an address the portal.")
    private String what = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "EMAIL", description = "Who was invited to the portal.")
    private @Nullable String email;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("revoke");
        if (email == null) {
            request.put("id", what);
        } else {
            request.put("portal", what).put("email", email);
        }
        askAndSay(request, revoked -> tick() + "Revoked");
    }
}
