package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.HomeReset;
import dev.portals.engine.control.ControlClient;
import dev.portals.vault.VaultException;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code portals reset} (spec 05 section 8.4); signing out is the smaller one. */
@Command(
        name = "reset",
        description =
                "Begins anew on this computer: its identity, keys, friends and portals are moved to a dated folder"
                        + " beside the home, which is deleted seven days later.",
        mixinStandardHelpOptions = true)
final class ResetCommand extends EngineCommand {
    private static final String WORD = "reset";
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    @Option(
            names = "--leave",
            description = "Before that, take back the invitations you sent, and give up what you accepted. Needs a"
                    + " connection.")
    private boolean leave;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Override
    void perform() {
        if (!yes) {
            confirm();
        }
        if (leave) {
            ask(ControlClient.request("sign_out").put("leave", true), event -> {});
        }
        Ending.of(this::running);
        Optional<Path> backup = reset();
        ObjectNode result = ControlClient.event("reset");
        result.put("backup", backup.map(Path::toString).orElse(null));
        say(
                result,
                done -> backup.map(path ->
                                tick() + "This computer begins anew; what there was is in " + path + " for seven days")
                        .orElse("there was nothing in " + directory()));
    }

    /** The application no longer answers, and uses its home for a moment longer. */
    private Optional<Path> reset() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return HomeReset.reset(directory(), Instant.now());
            } catch (VaultException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCode.FAILED, "interrupted");
            }
        }
    }

    private void confirm() {
        Console console = System.console();
        String typed = console == null || !console.isTerminal()
                ? null
                : console.readLine(
                        "Your portals are closed, friends must verify you again, and what you reach now is gone. Type"
                                + " “%s”: ",
                        WORD);
        if (!WORD.equals(typed)) {
            throw new CommandException(ExitCode.USAGE, "nothing was done: say --yes, or type “reset”");
        }
    }
}
