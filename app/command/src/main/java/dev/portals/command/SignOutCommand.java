package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals sign-out}. */
@Command(
        name = "sign-out",
        description = "Signs out on this computer: portals are closed and can't be reached; the keys stay.",
        mixinStandardHelpOptions = true)
final class SignOutCommand extends EngineCommand {
    @Override
    void perform() {
        askAndSay(ControlClient.request("sign_out"), done -> tick() + "Signed out");
    }
}
