package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals invite}. */
@Command(name = "invite", description = "Invites people to a portal by mail.", mixinStandardHelpOptions = true)
final class InviteCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "PORTAL", description = "The portal's name.")
    private String portal = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EMAIL", description = "Whom to invite.")
    private List<String> emails = List.of();

    @Option(names = "--link", description = "Also print each invitation's link, to be sent by other ways than mail.")
    private boolean link;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("invite").put("portal", portal);
        emails.forEach(request.putArray("emails")::add);
        JsonNode result = ask(request, event -> say(event, this::outcome));
        if (console().json()) {
            say(result, each -> "");
        }
    }

    private String outcome(JsonNode event) {
        String email = Terminal.text(event, "email");
        return event.path("event").asText().equals("invited")
                ? tick() + "Invited " + email + " to " + portal + (link ? "\n    " + Terminal.text(event, "link") : "")
                : terminal().bad("✗") + " " + email + ": " + Terminal.text(event, "message");
    }
}
