package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portals accept}. */
@Command(
        name = "accept",
        description = "Accepts an invitation and waits until its portal can be used on this computer.",
        mixinStandardHelpOptions = true)
final class AcceptCommand extends EngineCommand {
    @Parameters(
            paramLabel = "ID|LINK",
            description = "The invitation, the beginning of its id, or its link: ockam://invitations/accept/…")
    private String id = "";

    @Option(names = "--port", paramLabel = "PORT", description = "The port on this computer (default: a free one).")
    private int port;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("accept").put("id", id).put("port", port);
        Hints hints = Hints.of(directory());
        say(hints.withActions(ask(request, this::progress)), accepted -> words(accepted) + hints.lines(accepted));
    }

    private void progress(JsonNode event) {
        if (console().json()) {
            say(event, each -> "");
        }
    }

    private String words(JsonNode accepted) {
        String address = Terminal.text(accepted, "address");
        return tick() + Terminal.text(accepted, "name") + " of " + Terminal.text(accepted, "from") + " is on "
                + terminal().strong(address);
    }
}
