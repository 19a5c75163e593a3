package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;

/** {@code portals retry}. */
@Command(name = "retry", description = "Tries at once whatever is being waited for.", mixinStandardHelpOptions = true)
final class RetryCommand extends EngineCommand {

    @Override
    void perform() {
        askAndSay(ControlClient.request("retry"), retrying -> tick() + "Trying");
    }
}
