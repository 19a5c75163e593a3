package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.control.ControlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Somebody's application as a process of its own, which is killed and started again on its home. */
final class KilledEngine implements AutoCloseable {
    private static final Duration STUCK = Duration.ofMinutes(5);

    final String email;
    private final Path directory;
    private final Path home;
    private final CountDownLatch over;
    private Portals process;
    private boolean closed;

    /**
     * Starts it.
     *
     * @param over counted down when nothing more is to be done
     */
    KilledEngine(Path directory, String name, CountDownLatch over) {
        this.email = name + "@example.org";
        this.directory = directory;
        this.home = directory.resolve(name);
        this.over = over;
        start();
    }

    /** Unless the person has left. */
    synchronized void start() {
        if (closed) {
            return;
        }
        process = Portals.start(directory, "daemon", "--json", "--home", home.toString());
    }

    /** kill -9. */
    synchronized void kill() {
        process.kill();
    }

    /** Until it is, or the person leaves. */
    void awaitReady() {
        Portals started;
        synchronized (this) {
            started = process;
        }
        try {
            started.event("ready");
        } catch (AssertionError e) {
            synchronized (this) {
                if (!closed) {
                    throw e;
                }
            }
        }
    }

    /** Asks over and over until there is an answer; refusals are answers. */
    JsonNode ask(ObjectNode request, Consumer<JsonNode> events) throws InterruptedException {
        long end = System.nanoTime() + STUCK.toNanos();
        ActionException last = null;
        while (System.nanoTime() < end) {
            Optional<ControlClient> connected = ControlClient.connect(home);
            if (connected.isPresent()) {
                try (ControlClient client = connected.get()) {
                    return client.ask(request, events);
                } catch (ActionException e) {
                    boolean ended = e.getMessage().endsWith("has ended");
                    if (!ended && e.reason() != Reason.OFFLINE) {
                        throw e;
                    }
                    last = e;
                }
            }
            pause();
        }
        throw new AssertionError("stuck: " + request + " of " + email, last);
    }

    JsonNode state() throws InterruptedException {
        return ask(ControlClient.request("status"), event -> {});
    }

    /** The first state of that kind. */
    JsonNode until(String what, Predicate<JsonNode> fits) throws InterruptedException {
        long end = System.nanoTime() + STUCK.toNanos();
        JsonNode state = state();
        while (!fits.test(state)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + what + " of " + email + ", but " + state);
            }
            pause();
            state = state();
        }
        return state;
    }

    private void pause() throws InterruptedException {
        if (over.await(200, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        process.close();
    }
}
