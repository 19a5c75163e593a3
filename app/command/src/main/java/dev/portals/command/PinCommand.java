package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals pin}. */
@Command(
        name = "pin",
        description = "Takes an identity for a friend before anything was shared.",
        mixinStandardHelpOptions = true)
final class PinCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "EMAIL", description = "The friend.")
    private String email = "";

    @Parameters(index = "1", paramLabel = "IDENTIFIER", description = "Their identity, as “portals whoami” shows it.")
    private String identifier = "";

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("pin").put("email", email).put("identifier", identifier),
                pinned -> tick() + "Pinned " + email);
    }
}
