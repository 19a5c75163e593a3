package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals list}. */
@Command(
        name = "list",
        description = "Shows the portals that you opened and those that you can reach.",
        mixinStandardHelpOptions = true)
final class ListCommand extends EngineCommand {
    @Override
    void perform() {
        askAndSay(ControlClient.request("list"), new StateText(terminal())::list);
    }
}
