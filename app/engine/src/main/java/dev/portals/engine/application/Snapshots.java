package dev.portals.engine.application;

import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus: takes snapshots and tells those who want to know, of them and of what has happened. A snapshot that equals the
 * last isn't told. Changes may be reported on any thread and in any number: they are gathered.
 */
final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Supplier<ApplicationState> camera;
    private final InstantSource clock;
    private final List<Consumer<ApplicationState>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Notice>> noticed = new CopyOnWriteArrayList<>();
    private final ExecutorService bus = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("snapshots").factory());
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Announcer announcer = new Announcer();
    private @Nullable ApplicationState last;

    Snapshots(Supplier<ApplicationState> camera, InstantSource clock) {
        this.camera = camera;
        this.clock = clock;
    }

    /** Something may have changed. */
    void changed() {
        if (pending.compareAndSet(false, true)) {
            perform(this::publish);
        }
    }

    private void publish() {
        pending.set(false);
        ApplicationState now;
        try {
            now = camera.get();
        } catch (RuntimeException e) {
            LOG.error("a snapshot could not be taken", e);
            return;
        }
        Instant at = clock.instant();
        for (Notice notice : announcer.look(now, at)) {
            noticed.forEach(listener -> tell(listener, notice));
        }
        if (!now.equals(last)) {
            last = now;
            listeners.forEach(listener -> tell(listener, now));
        }
    }

    private static <T> void tell(Consumer<T> listener, T what) {
        try {
            listener.accept(what);
        } catch (RuntimeException e) {
            LOG.warn("somebody who is told of the state failed", e);
        }
    }

    Subscription subscribe(Consumer<ApplicationState> listener) {
        listeners.add(listener);
        perform(() -> tell(listener, camera.get()));
        return () -> listeners.remove(listener);
    }

    Subscription notices(Consumer<Notice> listener) {
        noticed.add(listener);
        return () -> noticed.remove(listener);
    }

    private void perform(Runnable task) {
        try {
            bus.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("nobody looks any more: the application quits");
        }
    }

    @Override
    public void close() {
        bus.shutdown();
    }
}
