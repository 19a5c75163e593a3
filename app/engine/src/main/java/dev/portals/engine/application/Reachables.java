package dev.portals.engine.application;

import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.transport.node.LocalNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Everything that others share with this person: makes what there is agree with what was accepted. Thread-safe. */
final class Reachables implements AutoCloseable {
    private static final Duration RELEASE = Duration.ofMillis(50);
    private static final int RELEASE_TRIES = 40;

    private final LocalNode local;
    private final Path home;
    private final Memory memory;
    private final Gate gate;
    private final Runnable changed;
    private final Map<String, Reaching> all = new HashMap<>();
    private final Set<String> unfinished = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

    /** Says whether a sharer is who this person thinks. */
    @FunctionalInterface
    interface Gate {
        /** Why that identity isn't to be believed to be that person's; null if it is. */
        @Nullable Problem objection(String email, Identifier identifier);
    }

    /** Nothing is reachable yet. */
    Reachables(LocalNode local, Path home, Memory memory, Gate gate, Runnable changed) {
        this.local = local;
        this.home = home;
        this.memory = memory;
        this.gate = gate;
        this.changed = changed;
    }

    /** Opens what was accepted, and closes what is no longer. */
    synchronized void reconcile(InvitationList list) {
        Map<String, InvitationWithAccess> wanted = new HashMap<>();
        for (InvitationWithAccess accepted : list.accepted()) {
            if (accepted.access() != null) {
                wanted.put(accepted.invitation().id(), accepted);
            }
        }
        for (String id : List.copyOf(all.keySet())) {
            InvitationWithAccess accepted = wanted.get(id);
            Reaching reaching = all.get(id);
            if (reaching != null && (accepted == null || !reaching.access().equals(accepted.access()))) {
                forget(id);
            }
            if (accepted == null) {
                released.remove(id);
            }
        }
        wanted.forEach((id, accepted) -> {
            var access = accepted.access();
            if (!all.containsKey(id) && access != null) {
                String owner = accepted.invitation().owner();
                Reaching reaching = new Reaching(
                        local,
                        home,
                        id,
                        owner,
                        access,
                        () -> memory.settings().get(Setting.PORT_RANGE),
                        () -> gate.objection(owner, access.nodeIdentifier()),
                        this::told);
                reaching.pause(isPaused(id));
                all.put(id, reaching);
                start(reaching);
            }
        });
    }

    private boolean isPaused(String id) {
        Saved saved = memory.saved();
        return saved.paused() || saved.inlet(id).filter(SavedInlet::paused).isPresent();
    }

    /** Pauses and resumes as the person wishes now. */
    synchronized void applyPauses() {
        all.forEach((id, reaching) -> {
            if (reaching.pause(isPaused(id))) {
                start(reaching);
            }
        });
    }

    /** Looks again at who is believed. */
    synchronized void check() {
        all.values().forEach(reaching -> {
            if (reaching.check()) {
                start(reaching);
            }
        });
    }

    /** Closes one, so that it is opened anew with what is remembered then. */
    synchronized void forget(String invitation) {
        Reaching reaching = all.remove(invitation);
        unfinished.remove(invitation);
        if (reaching != null) {
            released.add(invitation);
            reaching.close();
        }
    }

    /** Tries again what could not be finished for want of a connection or a port. */
    synchronized void retry() {
        for (String id : Set.copyOf(unfinished)) {
            Reaching reaching = all.get(id);
            if (reaching != null) {
                start(reaching);
            }
        }
    }

    /** The network may have changed: tries everything at once. */
    synchronized void retryNow() {
        retry();
        all.values().forEach(Reaching::retryNow);
    }

    synchronized Optional<Reaching> find(String invitation) {
        return Optional.ofNullable(all.get(invitation));
    }

    synchronized Collection<Reaching> list() {
        return List.copyOf(all.values());
    }

    private void start(Reaching reaching) {
        start(reaching, released.remove(reaching.invitation()) ? RELEASE_TRIES : 1);
    }

    private void start(Reaching reaching, int tries) {
        unfinished.remove(reaching.invitation());
        SavedInlet known = memory.saved().inlet(reaching.invitation()).orElse(SavedInlet.of(reaching.invitation()));
        later(() -> {
            if (startPatiently(reaching, known, tries)) {
                synchronized (this) {
                    if (all.get(reaching.invitation()) == reaching) {
                        unfinished.add(reaching.invitation());
                    }
                }
            }
        });
    }

    /** The port of the one before it is free again only a moment after that is closed. */
    private static boolean startPatiently(Reaching reaching, SavedInlet known, int tries) {
        boolean again = reaching.start(known);
        try {
            for (int i = 1; i < tries && reaching.status().state() == Reachable.State.PORT_BUSY; i++) {
                Thread.sleep(RELEASE);
                again = reaching.start(known);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return again;
    }

    private void later(Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException e) {
            // It is being closed.
        }
    }

    private void told(Reaching reaching) {
        InetSocketAddress address = reaching.address();
        if (address != null) {
            Reachable.State state = reaching.status().state();
            boolean joined = state == Reachable.State.CONNECTING
                    || state == Reachable.State.WAITING
                    || state == Reachable.State.UP
                    || state == Reachable.State.SERVICE_DOWN;
            SavedInlet before =
                    memory.saved().inlet(reaching.invitation()).orElse(SavedInlet.of(reaching.invitation()));
            if (before.port() != address.getPort()) {
                // It has just been bound, on a thread that may wait.
                remember(reaching, address.getPort(), joined);
            } else if (joined && !before.joined()) {
                later(() -> remember(reaching, address.getPort(), true));
            }
        }
        changed.run();
    }

    /** Not on an event loop: this writes a file. */
    private void remember(Reaching reaching, int port, boolean joined) {
        if (find(reaching.invitation()).orElse(null) == reaching) {
            memory.tryToChange(saved -> saved.withInlet(
                    reaching.invitation(),
                    inlet -> joined ? inlet.withPort(port).withJoined() : inlet.withPort(port)));
            changed.run();
        }
    }

    @Override
    public synchronized void close() {
        work.shutdown();
        all.values().forEach(Reaching::close);
        all.clear();
    }
}
