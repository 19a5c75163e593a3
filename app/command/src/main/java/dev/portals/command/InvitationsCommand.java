package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals invitations}. */
@Command(name = "invitations", description = "Shows invitations received and sent.", mixinStandardHelpOptions = true)
final class InvitationsCommand extends EngineCommand {
    @Override
    void perform() {
        askAndSay(ControlClient.request("invitations"), new StateText(terminal())::invitations);
    }
}
