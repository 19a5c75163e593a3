package dev.portals.engine.application;

import dev.portals.core.controller.InvitationList;
import dev.portals.core.identity.Identifier;
import dev.portals.core.project.Project;
import dev.portals.engine.ControllerClient;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.transport.node.LocalNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What there is only while somebody is signed in: the controller, what is shared and what is reachable. */
final class Online implements AutoCloseable {
    private static final Duration SPACES_PAUSE = Duration.ofSeconds(30);

    private final ControllerClient controller;
    private final Project project;
    private final LinkWatch link;
    private final Sharing sharing;
    private final Reachables reachables;
    private final Watcher watcher;
    private final Thread watching;
    private @Nullable Instant spacesFetched;

    /** The watcher's part of the application: what is done when something has changed. */
    interface Lists {
        /** Tells the controller what is to be told, and fetches the lists; waits. */
        void fetch(Online online);

        /** The lists couldn't be fetched. */
        void failed(Online online, RuntimeException failure);
    }

    /** Begins; everything comes up later. */
    Online(
            LocalNode local,
            Path home,
            ControllerClient controller,
            Project project,
            Memory memory,
            FriendGate gate,
            Lists lists,
            Runnable changed) {
        this.controller = controller;
        this.project = project;
        this.link = new LinkWatch(local.node().clock(), HostOf.route(project.route()));
        Identifier authority = project.authorityIdentifier();
        this.sharing = new Sharing(
                local,
                project,
                home,
                event -> {
                    link.event(event);
                    changed.run();
                },
                (portal, peer) -> gate.admits(authority, portal, peer),
                (portal, peer) -> local.node().offload().execute(() -> gate.seen(authority, peer)),
                changed);
        link.watch(sharing.relay());
        this.reachables = new Reachables(local, home, memory, gate::objection, changed);
        this.watcher = new Watcher(
                controller::changes, () -> lists.fetch(this), e -> lists.failed(this, e), reachables::retry);
        this.watching = Thread.ofVirtual().name("changes").unstarted(watcher);
    }

    /** Opens what is remembered. */
    void begin(Saved saved, InvitationList invitations, Instant now) {
        for (SavedPortal portal : saved.portals()) {
            sharing.open(portal, saved.paused() || portal.paused() || portal.isOver(now));
        }
        reachables.reconcile(invitations);
    }

    /** Whether the spaces haven't been fetched for a while; then they are from now on. */
    synchronized boolean isFetchOfSpacesDue(Instant now) {
        Instant last = spacesFetched;
        boolean due = last == null || Duration.between(last, now).abs().compareTo(SPACES_PAUSE) >= 0;
        if (due) {
            spacesFetched = now;
        }
        return due;
    }

    /** Begins to watch for changes. */
    void watch() {
        watching.start();
    }

    ControllerClient controller() {
        return controller;
    }

    Project project() {
        return project;
    }

    LinkWatch link() {
        return link;
    }

    Sharing sharing() {
        return sharing;
    }

    Reachables reachables() {
        return reachables;
    }

    /** The network may have changed: tries everything at once. */
    void retryNow() {
        sharing.relay().retryNow();
        reachables.retryNow();
        watcher.retryNow();
    }

    /** Looks again at who is believed to be whom. */
    void check() {
        sharing.check();
        reachables.check();
    }

    @Override
    public void close() {
        watching.interrupt();
        reachables.close();
        sharing.close();
    }
}
