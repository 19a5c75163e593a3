package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals decline}. */
@Command(name = "decline", description = "Declines an invitation.", mixinStandardHelpOptions = true)
final class DeclineCommand extends EngineCommand {
    @Parameters(paramLabel = "ID", description = "The invitation, the beginning of its id, or its link.")
    private String id = "";

    @Override
    void perform() {
        askAndSay(ControlClient.request("decline").put("id", id), declined -> tick() + "Declined");
    }
}
