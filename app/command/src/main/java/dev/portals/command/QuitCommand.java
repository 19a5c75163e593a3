package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals quit}. */
@Command(
        name = "quit",
        description = "Ends the application of a home; portals are closed until it runs again.",
        mixinStandardHelpOptions = true)
final class QuitCommand extends EngineCommand {
    @Override
    void perform() {
        boolean was = Ending.of(this::running);
        ObjectNode result = ControlClient.event("ended").put("was_running", was);
        say(result, ended -> was ? tick() + "Portals has ended" : "Portals was not running");
    }
}
