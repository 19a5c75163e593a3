package dev.portals.engine.application;

import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.engine.application.ApplicationState.ReachableState;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.transport.node.LocalNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that others share with this person: makes what there is agree with what was accepted. Thread-safe. */
final class Reachables implements AutoCloseable {
    private final LocalNode local;
    private final Path home;
    private final Consumer<SavedInlet> save;
    private final Runnable changed;
    private final Map<String, Reaching> all = new HashMap<>();
    private final Map<String, SavedInlet> remembered = new HashMap<>();
    private final Set<String> unfinished = new HashSet<>();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Nothing is reachable yet.
     *
     * @param save keeps the port of one for the next run
     */
    Reachables(LocalNode local, Path home, Consumer<SavedInlet> save, Runnable changed) {
        this.local = local;
        this.home = home;
        this.save = save;
        this.changed = changed;
    }

    /** The ports of earlier runs, and those that the person wishes. */
    synchronized void remember(List<SavedInlet> inlets) {
        inlets.forEach(inlet -> remembered.put(inlet.invitation(), inlet));
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
                all.remove(id);
                unfinished.remove(id);
                work.execute(reaching::close);
            }
        }
        wanted.forEach((id, accepted) -> {
            if (!all.containsKey(id) && accepted.access() != null) {
                Reaching reaching = new Reaching(local, home, id, accepted.access(), this::told);
                all.put(id, reaching);
                start(reaching);
            }
        });
    }

    /** Closes one, so that it is opened anew with what is remembered then. */
    synchronized void forget(String invitation) {
        Reaching reaching = all.remove(invitation);
        unfinished.remove(invitation);
        if (reaching != null) {
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

    synchronized Optional<Reaching> find(String invitation) {
        return Optional.ofNullable(all.get(invitation));
    }

    private synchronized void start(Reaching reaching) {
        unfinished.remove(reaching.invitation());
        SavedInlet known = remembered.get(reaching.invitation());
        work.execute(() -> {
            if (reaching.start(known == null ? 0 : known.port(), known != null && known.joined())) {
                synchronized (this) {
                    if (all.get(reaching.invitation()) == reaching) {
                        unfinished.add(reaching.invitation());
                    }
                }
            }
        });
    }

    private void told(Reaching reaching) {
        @Nullable InetSocketAddress address = reaching.address();
        if (address != null) {
            boolean joined = reaching.state() != ReachableState.JOINING && reaching.state() != ReachableState.DENIED;
            SavedInlet now;
            SavedInlet before;
            synchronized (this) {
                if (all.get(reaching.invitation()) != reaching) {
                    return;
                }
                before = remembered.get(reaching.invitation());
                now = new SavedInlet(
                        reaching.invitation(), address.getPort(), joined || (before != null && before.joined()));
                remembered.put(reaching.invitation(), now);
            }
            if (!now.equals(before)) {
                save.accept(now);
            }
        }
        changed.run();
    }

    @Override
    public synchronized void close() {
        work.shutdown();
        all.values().forEach(Reaching::close);
        all.clear();
    }
}
