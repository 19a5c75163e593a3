package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals resend}. */
@Command(name = "resend", description = "Sends the mail of an invitation once more.", mixinStandardHelpOptions = true)
final class ResendCommand extends EngineCommand {
    @Parameters(paramLabel = "ID", description = "The invitation, or the beginning of its id.")
    private String id = "";

    @Override
    void perform() {
        askAndSay(ControlClient.request("resend").put("id", id), sent -> tick() + "The mail is sent once more");
    }
}
