package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals delete}. */
@Command(
        name = "delete",
        description = "Gives up a portal that somebody shared with you.",
        mixinStandardHelpOptions = true)
final class DeleteCommand extends EngineCommand {
    @Parameters(paramLabel = "ID", description = "Its invitation, or the beginning of its id.")
    private String id = "";

    @Override
    void perform() {
        askAndSay(ControlClient.request("delete").put("id", id), deleted -> tick() + "Deleted");
    }
}
