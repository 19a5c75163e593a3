package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals rename}. */
@Command(
        name = "rename",
        description = "Calls something reachable otherwise, on this computer only.",
        mixinStandardHelpOptions = true)
final class RenameCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "ID|NAME", description = "Its invitation, or what it is called.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The new name; none: what its owner calls it.")
    private String name = "";

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("rename").put("id", id).put("name", name),
                renamed -> tick() + (name.isEmpty() ? "It has its owner's name again" : "Renamed to " + name));
    }
}
