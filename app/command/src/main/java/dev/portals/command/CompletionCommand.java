package dev.portals.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portals completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script: “source <(portals completion bash)”, the same with zsh; “portals"
                + " completion fish | source”.",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SHELL", defaultValue = "bash", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    /** Shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        String script = switch (shell) {
            // The script of bash brings what zsh needs to understand it.
            case BASH, ZSH -> AutoComplete.bash(program.getCommandName(), program);
            case FISH -> FishCompletion.of(program.getCommandSpec());
        };
        program.getOut().print(script);
        program.getOut().flush();
        return ExitCode.OK;
    }

    /** Subcommands that a person sees, each once. */
    static List<CommandSpec> visible(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden())
                .distinct()
                .toList();
    }
}
