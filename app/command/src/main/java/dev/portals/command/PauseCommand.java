package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals pause}. */
@Command(
        name = "pause",
        description =
                "Lets nobody in to a portal, or takes no connections for something reachable, until it is resumed.",
        mixinStandardHelpOptions = true)
final class PauseCommand extends EngineCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PORTAL|ID",
            description = "A portal of yours, or what is reachable by its name or invitation; none: everything.")
    private @Nullable String what;

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("pause").put("what", what),
                paused -> tick() + "Paused " + (what == null ? "everything" : what));
    }
}
