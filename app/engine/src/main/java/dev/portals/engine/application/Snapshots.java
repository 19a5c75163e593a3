package dev.portals.engine.application;

import dev.portals.core.controller.InvitationList;
import dev.portals.core.controller.InvitationWithAccess;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.ReceivedInvitation;
import dev.portals.core.controller.SentInvitation;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.identity.Identifier;
import dev.portals.engine.application.ApplicationState.Account;
import dev.portals.engine.application.ApplicationState.Guest;
import dev.portals.engine.application.ApplicationState.GuestState;
import dev.portals.engine.application.ApplicationState.Portal;
import dev.portals.engine.application.ApplicationState.PortalState;
import dev.portals.engine.application.ApplicationState.Reachable;
import dev.portals.engine.application.ApplicationState.ReachableState;
import dev.portals.engine.application.ApplicationState.Received;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedPortal;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots of the application and tells those who want to know; one that equals the last isn't told. Changes may be
 * reported on any thread and in any number: they are gathered.
 */
final class Snapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Application application;
    private final List<Consumer<ApplicationState>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService bus = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("snapshots").factory());
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Map<String, String> problems = new HashMap<>();
    private @Nullable ApplicationState last;

    Snapshots(Application application) {
        this.application = application;
    }

    /** Something may have changed. */
    void changed() {
        if (pending.compareAndSet(false, true)) {
            try {
                bus.execute(this::publish);
            } catch (RejectedExecutionException e) {
                // The application quits: nobody looks any more.
            }
        }
    }

    private void publish() {
        pending.set(false);
        ApplicationState now = current();
        if (!now.equals(last)) {
            last = now;
            listeners.forEach(listener -> tell(listener, now));
        }
    }

    private static void tell(Consumer<ApplicationState> listener, ApplicationState state) {
        try {
            listener.accept(state);
        } catch (RuntimeException e) {
            LOG.warn("somebody who is told of the state failed", e);
        }
    }

    Subscription subscribe(Consumer<ApplicationState> listener) {
        listeners.add(listener);
        try {
            bus.execute(() -> tell(listener, current()));
        } catch (RejectedExecutionException e) {
            // The application quits: nobody looks any more.
        }
        return () -> listeners.remove(listener);
    }

    /** Notes what became of the last connection to a portal. */
    void served(Sharing.Served served) {
        synchronized (problems) {
            if (served.problem() == null) {
                problems.remove(served.portal());
            } else {
                problems.put(served.portal(), served.problem());
            }
        }
        changed();
    }

    ApplicationState current() {
        Saved saved = application.saved();
        SavedAccount account = saved.account();
        InvitationList list = application.invitations();
        Application.Online online = application.onlineOrNull();
        return new ApplicationState(
                application.local().identifier().toString(),
                account == null ? null : account(account),
                application.enrollment(),
                application.link(),
                saved.portals().stream()
                        .map(portal -> portal(portal, list, online))
                        .sorted(Comparator.comparing(Portal::name))
                        .toList(),
                list.accepted().stream()
                        .filter(accepted -> accepted.access() != null)
                        .map(accepted -> reachable(accepted, online))
                        .sorted(Comparator.comparing(Reachable::from)
                                .thenComparing(Reachable::service)
                                .thenComparing(Reachable::id))
                        .toList(),
                list.received().stream()
                        .filter(received -> !received.ignored())
                        .map(Snapshots::received)
                        .sorted(Comparator.comparing(Received::from).thenComparing(Received::id))
                        .toList(),
                application.staleSince());
    }

    Account account(SavedAccount account) {
        return new Account(account.email(), account.name(), account.base(), account.projectId());
    }

    private Portal portal(SavedPortal portal, InvitationList list, Application.@Nullable Online online) {
        String problem;
        synchronized (problems) {
            problem = problems.get(portal.name());
        }
        return new Portal(
                portal.name(),
                portal.address(),
                portal.scheme(),
                portal.note(),
                online == null ? PortalState.FAILED : problem == null ? PortalState.OPEN : PortalState.SERVICE_DOWN,
                problem,
                guests(list, application.saved().revoked(), application.local().identifier(), portal.name()),
                online == null ? 0 : online.sharing().connections(portal.name()));
    }

    /** Who was invited to a portal of this computer, and not taken back. */
    static List<Guest> guests(InvitationList list, List<String> revoked, Identifier self, String portal) {
        return list.sent().stream()
                .filter(sent -> {
                    ServiceAccessDetails access = sent.access();
                    return access != null
                            && access.nodeIdentifier().equals(self)
                            && access.service().equals(portal)
                            && !revoked.contains(sent.id());
                })
                .map(Snapshots::guest)
                .sorted(Comparator.comparing(Guest::email).thenComparing(Guest::invitation))
                .toList();
    }

    static Guest guest(SentInvitation sent) {
        return new Guest(
                sent.id(),
                sent.recipient(),
                sent.remainingUses() == 0 ? GuestState.ACCEPTED : GuestState.INVITED,
                sent.expiresAt());
    }

    private static Reachable reachable(InvitationWithAccess accepted, Application.@Nullable Online online) {
        ReceivedInvitation invitation = accepted.invitation();
        ServiceAccessDetails access = accepted.access();
        if (access == null) {
            throw new IllegalArgumentException("an invitation to a service says where it is");
        }
        Reaching reaching = online == null
                ? null
                : online.reachables().find(invitation.id()).orElse(null);
        PortalText text = reaching == null ? null : reaching.text();
        InetSocketAddress address = reaching == null ? null : reaching.address();
        return new Reachable(
                invitation.id(),
                invitation.owner(),
                text == null ? access.service() : text.name(),
                text == null ? null : text.scheme(),
                text == null ? null : text.note(),
                reaching == null ? ReachableState.JOINING : reaching.state(),
                reaching == null ? null : reaching.reason(),
                address == null ? null : address.getAddress().getHostAddress() + ":" + address.getPort(),
                reaching == null ? 0 : reaching.connections());
    }

    private static Received received(ReceivedInvitation received) {
        PortalText text = received.portal();
        return new Received(
                received.id(),
                received.owner(),
                text == null ? null : text.name(),
                text == null ? null : text.scheme(),
                text == null ? null : text.note(),
                received.expiresAt());
    }

    @Override
    public void close() {
        bus.shutdown();
    }
}
