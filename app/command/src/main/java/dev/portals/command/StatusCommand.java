package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code portals status}. */
@Command(
        name = "status",
        description = "Shows everything: the connection, portals, invitations.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends EngineCommand {
    @Option(
            names = {"-w", "--watch"},
            description = "Show it again whenever something has changed, until Ctrl-C.")
    private boolean watch;

    @Override
    void perform() {
        StateText text = new StateText(terminal());
        ObjectNode request = ControlClient.request("status");
        if (watch) {
            ask(request.put("watch", true), state -> say(state, each -> text.state(each) + "\n"));
        } else {
            askAndSay(request, text::state);
        }
    }
}
