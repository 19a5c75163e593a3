package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals whoami}. */
@Command(name = "whoami", description = "Shows who is signed in.", mixinStandardHelpOptions = true)
final class WhoamiCommand extends EngineCommand {
    @Override
    void perform() {
        askAndSay(
                ControlClient.request("whoami"),
                account -> Terminal.text(account, "email") + " at " + Terminal.text(account, "orchestrator") + "\n"
                        + terminal().dim(Terminal.text(account, "identifier")));
    }
}
