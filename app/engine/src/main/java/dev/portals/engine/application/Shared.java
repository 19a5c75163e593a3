package dev.portals.engine.application;

import dev.portals.core.identity.Identifier;
import dev.portals.core.policy.PeerPolicy;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.AddressInUseException;
import dev.portals.core.routing.FlowControlId;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Portal.Probe;
import dev.portals.engine.state.Problem;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Outlet;
import dev.portals.transport.portal.OutletOptions;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalInfo;
import dev.portals.transport.portal.PortalListener;
import dev.portals.transport.tcp.HostnamePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** One portal of this computer as it runs: its outlet, who may use it, and how its service is. Thread-safe. */
final class Shared implements AutoCloseable {
    private static final String PAUSED = "the portal is paused by its owner";
    private static final String NOT_ALLOWED = "you are no longer invited to this portal";
    private static final Duration PROBE_PAUSE = Duration.ofSeconds(10);

    private final LocalNode local;
    private final String name;
    private final PeerPolicy policy;
    private final FlowControlId flow;
    private final BiPredicate<String, Identifier> gate;
    private final PortalCounter counter;
    private final Runnable changed;
    private @Nullable Outlet outlet;
    private HostnamePort service;
    private boolean paused;
    private Probe probe = Probe.NONE;
    private Instant probedAt = Instant.MIN;
    private @Nullable Problem failure;

    /** Who hears of guests. */
    interface GuestListener {
        /** A guest uses a portal. */
        void connected(String portal, Identifier peer);
    }

    Shared(
            LocalNode local,
            SavedPortal portal,
            PeerPolicy policy,
            FlowControlId flow,
            BiPredicate<String, Identifier> gate,
            GuestListener guests,
            Runnable changed) {
        this.local = local;
        this.name = portal.name();
        this.policy = policy;
        this.flow = flow;
        this.gate = gate;
        this.changed = changed;
        this.service = HostnamePort.parse(portal.address());
        this.counter = new PortalCounter(new Told(guests));
    }

    /** Opens it, or says in its state why that isn't possible. */
    synchronized void open() {
        Address address = Address.local(name);
        try {
            Outlet opened = local.portals()
                    .openOutlet(OutletOptions.to(address, service)
                            .withRules(
                                    (source, message) -> admits(message.peer()),
                                    (source, message) ->
                                            admits(local.node().router().peerOf(message.onward())))
                            .withListener(counter));
            local.node().flows().addConsumer(address, flow);
            outlet = opened;
            failure = null;
            if (paused) {
                opened.pause(PAUSED);
            }
        } catch (AddressInUseException e) {
            failure = new Problem(null, "something else in this program has the name " + name, now());
        }
    }

    private boolean admits(@Nullable Identifier peer) {
        return peer != null && policy.allows(peer) && gate.test(name, peer);
    }

    /** Leads to another service from now on; the connections to the one of before end. */
    void lead(HostnamePort newService) {
        synchronized (this) {
            if (service.equals(newService)) {
                return;
            }
            service = newService;
            probe = Probe.NONE;
            probedAt = Instant.MIN;
            if (outlet != null) {
                outlet.close();
            }
            open();
        }
        changed.run();
    }

    /** Says who may use it from now on; the connections of others end. */
    synchronized void allow(PolicyExpression newPolicy) {
        if (!newPolicy.equals(policy.policy())) {
            policy.replace(newPolicy);
            check();
        }
    }

    /** Ends the connections of those who may no longer use it. */
    synchronized void check() {
        if (outlet != null) {
            outlet.retain(this::admits, NOT_ALLOWED);
        }
    }

    synchronized void pause(boolean newPaused) {
        paused = newPaused;
        if (outlet != null) {
            if (newPaused) {
                outlet.pause(PAUSED);
            } else {
                outlet.resume();
                probedAt = Instant.MIN;
            }
        }
    }

    /** Looks at the service. Waits. */
    Probe probe(ServiceProbe how) {
        HostnamePort target;
        Probe before;
        synchronized (this) {
            target = service;
            before = probe;
            probedAt = now();
        }
        Probe after = how.look(target, before);
        synchronized (this) {
            if (target.equals(service)) {
                probe = after;
            }
        }
        changed.run();
        return after;
    }

    /** Whether it is time for another look. A service that is being used needs none. */
    synchronized boolean isProbeDue(Instant now) {
        return !paused
                && (probe.since() == null
                        || probe.error() != null
                        || connections().isEmpty())
                && !now.isBefore(probedAt.equals(Instant.MIN) ? now : probedAt.plus(PROBE_PAUSE));
    }

    synchronized Portal.State state() {
        if (failure != null) {
            return Portal.State.FAILED;
        } else if (paused) {
            return Portal.State.PAUSED;
        } else if (probe.since() == null) {
            return Portal.State.STARTING;
        }
        return probe.error() == null ? Portal.State.OPEN : Portal.State.SERVICE_DOWN;
    }

    synchronized @Nullable Problem problem() {
        Instant since = probe.since();
        if (failure != null) {
            return failure;
        }
        return paused || probe.error() == null || since == null
                ? null
                : new Problem(FailureMode.SERVICE_DOWN, probe.error(), since);
    }

    synchronized Probe lastProbe() {
        return probe;
    }

    /** The connections at this moment. */
    synchronized List<PortalInfo> connections() {
        return outlet == null ? List.of() : outlet.open();
    }

    PortalCounter.Counts counts() {
        return counter.counts(connections());
    }

    private Instant now() {
        return local.node().clock().instant();
    }

    @Override
    public synchronized void close() {
        if (outlet != null) {
            outlet.close();
        }
    }

    /** What the last connection came to says as much of the service as a probe. */
    private synchronized void served(@Nullable String error) {
        if (probe.since() == null || (probe.error() == null) != (error == null)) {
            probe = new Probe(now(), error, null);
        }
    }

    private final class Told implements PortalListener {
        private final GuestListener guests;

        Told(GuestListener guests) {
            this.guests = guests;
        }

        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            served(null);
            if (peer != null) {
                guests.connected(name, peer);
            }
            changed.run();
        }

        @Override
        public void closed(long portal, PortalEnd end, long sent, long received) {
            changed.run();
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            if (end.reason() == PortalEnd.Reason.REFUSED || end.reason() == PortalEnd.Reason.UNREACHABLE) {
                served(end.sentence());
                changed.run();
            }
        }
    }
}
