package dev.portals.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code portals quit}. */
@Command(
        name = "quit",
        description = "Ends the application of a home; portals are closed until it runs again.",
        mixinStandardHelpOptions = true)
final class QuitCommand extends EngineCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    void perform() {
        Optional<ControlClient> running = running();
        ObjectNode result = ControlClient.event("ended").put("was_running", running.isPresent());
        if (running.isPresent()) {
            try (ControlClient client = running.get()) {
                client.ask(ControlClient.request("quit"), event -> {});
                awaitEnd();
            }
        }
        say(result, ended -> running.isPresent() ? tick() + "Portals has ended" : "Portals was not running");
    }

    private void awaitEnd() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                Optional<ControlClient> still = running();
                if (still.isEmpty()) {
                    return;
                }
                still.get().close();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ActionException(ActionException.Reason.FAILED, "the application was asked to end and still runs");
    }
}
