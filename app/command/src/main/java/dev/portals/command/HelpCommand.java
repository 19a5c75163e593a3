package dev.portals.command;

import dev.portals.engine.state.FailureMode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portals help}: explains a command, or a code that came with a message (spec 05 section 9). */
@Command(name = "help", description = "Explains a command, or a code like FM-11 that a message came with.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Parameters(arity = "0..1", paramLabel = "COMMAND|CODE", description = "None: all commands.")
    private @Nullable String what;

    @Override
    public Integer call() {
        CommandLine program = spec.parent().commandLine();
        if (what == null) {
            program.usage(program.getOut());
            return ExitCode.OK;
        }
        CommandLine command = program.getSubcommands().get(what);
        if (command != null) {
            command.usage(program.getOut());
            return ExitCode.OK;
        }
        Optional<FailureMode> mode = FailureMode.find(what);
        if (mode.isEmpty()) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "there is no command and no code " + Terminal.clean(what) + "; codes are FM-1 to FM-"
                            + FailureMode.values().length);
        }
        program.getOut().println(text(mode.get()));
        program.getOut().flush();
        return ExitCode.OK;
    }

    private static String text(FailureMode mode) {
        return mode.code() + ": " + mode.title() + "\n\n  What it means: " + mode.cause() + "\n  What to do: "
                + mode.remedy();
    }
}
