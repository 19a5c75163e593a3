package dev.portals.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli doesn't write. */
final class FishCompletion {
    private final List<String> lines = new ArrayList<>();
    private final String program;

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandSpec program) {
        FishCompletion fish = new FishCompletion(program.name());
        fish.lines.add("# Completion of " + program.name() + " for fish");
        fish.lines.add("complete -c " + program.name() + " -f");
        fish.command(program, List.of());
        return String.join("\n", fish.lines) + "\n";
    }

    private void command(CommandSpec command, List<String> path) {
        String here = condition(command, path);
        for (CommandSpec each : CompletionCommand.visible(command)) {
            complete(here + " -a " + each.name(), first(each.usageMessage().description()));
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                option(path.isEmpty() ? here : seen(path), option);
            }
        }
        for (CommandSpec each : CompletionCommand.visible(command)) {
            List<String> below = new ArrayList<>(path);
            below.add(each.name());
            command(each, below);
        }
    }

    private void option(String here, OptionSpec option) {
        StringBuilder names = new StringBuilder(here);
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
        }
        if (option.arity().max() > 0) {
            // A value follows; files are as good a guess as any.
            names.append(" -r -F");
        }
        complete(names.toString(), first(option.description()));
    }

    private static String condition(CommandSpec command, List<String> path) {
        if (path.isEmpty()) {
            return "-n __fish_use_subcommand";
        }
        String below = String.join(
                " ",
                CompletionCommand.visible(command).stream()
                        .map(CommandSpec::name)
                        .toList());
        return below.isEmpty()
                ? seen(path)
                : "-n '" + seenWords(path) + "; and not __fish_seen_subcommand_from " + below + "'";
    }

    private static String seen(List<String> path) {
        return "-n '" + seenWords(path) + "'";
    }

    private static String seenWords(List<String> path) {
        return String.join(
                "; and ",
                path.stream().map(word -> "__fish_seen_subcommand_from " + word).toList());
    }

    private void complete(String what, String description) {
        lines.add("complete -c " + program + " " + what + (description.isEmpty() ? "" : " -d " + quoted(description)));
    }

    private static String first(String[] description) {
        return Arrays.stream(description)
                .filter(Objects::nonNull)
                .findFirst()
                .map(text -> text.replaceAll("%[n%]", " ")
                        .replaceAll("\\s*\\([^)]*\\$\\{[^)]*\\)", "")
                        .replaceAll("\\$\\{[^}]*}", "")
                        .strip())
                .orElse("");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
