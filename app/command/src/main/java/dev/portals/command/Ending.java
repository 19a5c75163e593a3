package dev.portals.command;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the application of a home to quit, and waits until it has. */
final class Ending {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Ending() {}

    /**
     * Does it.
     *
     * @param running connects to it, if it runs
     * @return whether it was running
     */
    static boolean of(Supplier<Optional<ControlClient>> running) {
        Optional<ControlClient> found = running.get();
        if (found.isEmpty()) {
            return false;
        }
        try (ControlClient client = found.get()) {
            client.ask(ControlClient.request("quit"), event -> {});
        }
        awaitEnd(running);
        return true;
    }

    private static void awaitEnd(Supplier<Optional<ControlClient>> running) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                Optional<ControlClient> still = running.get();
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
