package dev.portals.command;

import dev.portals.engine.control.ControlClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code portals resume}. */
@Command(
        name = "resume",
        description = "Ends a pause; what was paused by itself stays so when everything is resumed.",
        mixinStandardHelpOptions = true)
final class ResumeCommand extends EngineCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "PORTAL|ID",
            description = "A portal of yours, or what is reachable by its name or invitation; none: everything.")
    private @Nullable String what;

    @Override
    void perform() {
        askAndSay(
                ControlClient.request("resume").put("what", what),
                resumed -> tick() + "Resumed " + (what == null ? "everything" : what));
    }
}
