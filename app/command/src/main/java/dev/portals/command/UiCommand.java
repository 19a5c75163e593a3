package dev.portals.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code portals ui}: the tray app. The launcher starts it by itself, so that no other command carries its libraries. */
@Command(
        name = "ui",
        description = "Starts the tray app, as “portals” alone does where there is a screen.",
        mixinStandardHelpOptions = true)
final class UiCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandException(ExitCode.FAILED, "the tray app is started by “app/bin/portals ui”");
    }
}
