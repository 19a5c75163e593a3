package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code portals sign-out}. */
@Command(
        name = "sign-out",
        description = "Signs out on this computer: portals are closed and can't be reached; the keys stay.",
        mixinStandardHelpOptions = true)
final class SignOutCommand extends EngineCommand {
    @Option(names = "--leave", description = "Take back all invitations and give up what you accepted before.")
    private boolean leave;

    @Override
    void perform() {
        ObjectNode request = ControlClient.request("sign_out");
        askAndSay(leave ? request.put("leave", true) : request, done -> tick() + "Signed out");
    }
}
