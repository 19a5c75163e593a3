package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals port}. */
@Command(
        name = "port",
        description = "Moves something reachable to another port of this computer, for good.",
        mixinStandardHelpOptions = true)
final class PortCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "ID|NAME", description = "Its invitation, or what it is called.")
    private String id = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", description = "The port; none: a free one.")
    private int port;

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("port").put("id", id).put("port", port),
                set -> tick() + (port == 0 ? "Moved to a free port" : "Moved to port " + port));
    }
}
