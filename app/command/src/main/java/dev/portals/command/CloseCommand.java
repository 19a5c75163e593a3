package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals close}. */
@Command(
        name = "close",
        description = "Closes a portal and takes back the invitations to it.",
        mixinStandardHelpOptions = true)
final class CloseCommand extends EngineCommand {
    @Parameters(paramLabel = "NAME", description = "The portal.")
    private String name = "";

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("close").put("name", name),
                closed -> tick() + "Closed " + Terminal.text(closed, "name"));
    }
}
