package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals forget}. */
@Command(
        name = "forget",
        description = "Forgets who a friend is; the next identity that is seen is pinned anew.",
        mixinStandardHelpOptions = true)
final class ForgetCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "EMAIL", description = "The friend.")
    private String email = "";

    @Override
    void perform() {
        askAndSay(ControlClient.request("forget").put("email", email), forgotten -> tick() + "Forgot " + email);
    }
}
