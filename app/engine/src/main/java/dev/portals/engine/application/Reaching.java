package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalDescription;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.SignedDescription;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.policy.PeerPolicy;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.project.Project;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Problem;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Reachable.State;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Inlet;
import dev.portals.transport.portal.InletOptions;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalInfo;
import dev.portals.transport.portal.PortalListener;
import dev.portals.transport.tcp.TransportException;
import dev.portals.vault.VaultException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service that somebody shares with this person: its local port, which stays, and the way to the other computer, which
 * comes and goes. Thread-safe.
 *
 * <p>The other end must be the very identity that the invitation names, and its credential must make it an enroller of its
 * project (spec 05 section 10); and that identity must be who this person takes the sharer for.
 */
final class Reaching implements AutoCloseable {
    private static final PolicyExpression ENROLLER = PolicyExpression.parse("(= subject.ockam-role \"enroller\")");
    private static final String PAUSED = "it is paused here";

    private final LocalNode local;
    private final Path home;
    private final String invitation;
    private final String owner;
    private final ServiceAccessDetails access;
    private final Supplier<@Nullable Problem> objection;
    private final Consumer<Reaching> changed;
    private final ReentrantLock turn = new ReentrantLock();
    private final Supplier<String> ports;
    private final PortalCounter counter = new PortalCounter(new Told());
    private @Nullable Inlet inlet;
    private @Nullable ReachingWay way;
    private @Nullable PortalText text;
    private ReachableStatus status;
    private boolean paused;
    private boolean objected;
    private boolean closed;

    /**
     * Begins with nothing.
     *
     * @param ports where a port is taken from
     * @param objection why the identity that shares it isn't to be believed; null if it is
     */
    Reaching(
            LocalNode local,
            Path home,
            String invitation,
            String owner,
            ServiceAccessDetails access,
            Supplier<String> ports,
            Supplier<@Nullable Problem> objection,
            Consumer<Reaching> changed) {
        this.local = local;
        this.home = home;
        this.invitation = invitation;
        this.owner = owner;
        this.access = access;
        this.ports = ports;
        this.objection = objection;
        this.changed = changed;
        this.status = ReachableStatus.of(State.JOINING, now());
    }

    String invitation() {
        return invitation;
    }

    ServiceAccessDetails access() {
        return access;
    }

    synchronized ReachableStatus status() {
        return paused ? ReachableStatus.of(State.PAUSED, status.since()) : status;
    }

    /** What the sharer says about it, once that is verified. */
    synchronized @Nullable PortalText text() {
        return text;
    }

    synchronized @Nullable InetSocketAddress address() {
        return inlet == null ? null : inlet.address();
    }

    synchronized List<PortalInfo> connections() {
        return inlet == null ? List.of() : inlet.open();
    }

    PortalCounter.Counts counts() {
        return counter.counts(connections());
    }

    synchronized Reachable.@Nullable Path path() {
        return way == null || paused ? null : way.path();
    }

    /**
     * Binds the local port, becomes a member of the other person's project by the ticket, and begins to connect. May wait;
     * what goes wrong is the state afterwards.
     *
     * @param known what is known of it from before
     * @return whether it is worth trying again later
     */
    boolean start(SavedInlet known) {
        turn.lock();
        try {
            return startInTurn(known);
        } finally {
            turn.unlock();
        }
    }

    private boolean startInTurn(SavedInlet known) {
        describe();
        if (!bind(known.port())) {
            return true;
        }
        Problem wrong = objection.get();
        if (wrong != null) {
            synchronized (this) {
                objected = true;
            }
            become(State.DENIED, wrong.mode(), wrong.sentence());
            return false;
        }
        synchronized (this) {
            if (paused || way != null || closed) {
                return false;
            }
        }
        Membership membership = new Membership(local, home, access);
        try {
            Project project = membership.project();
            if (!known.joined()) {
                membership.join(project);
            }
            connect(project);
            return false;
        } catch (DecodeException | IdentityException e) {
            become(
                    State.DENIED,
                    FailureMode.TICKET_REFUSED,
                    "the invitation's ticket can't be used: " + e.getMessage());
            return false;
        } catch (VaultException e) {
            become(State.JOINING, FailureMode.STORAGE, e.getMessage());
            return true;
        } catch (ApiFailure | CredentialException e) {
            if (e instanceof ApiFailure failure && failure.code() >= 500) {
                become(State.JOINING, null, "the project's authority can't answer at present");
                return true;
            }
            become(
                    State.DENIED,
                    FailureMode.TICKET_REFUSED,
                    "the project's authority doesn't take the invitation's ticket (" + e.getMessage()
                            + "): ask for a new invitation");
            return false;
        } catch (ConnectException e) {
            become(State.JOINING, FailureMode.ORCHESTRATOR_UNREACHABLE, e.getMessage());
            return true;
        }
    }

    private void describe() {
        SignedDescription description = access.description();
        if (description != null && text() == null) {
            PortalText verified = description
                    .verify(access, local.identities())
                    .map(PortalDescription::text)
                    .orElse(null);
            synchronized (this) {
                text = verified;
            }
        }
    }

    private boolean bind(int port) {
        synchronized (this) {
            if (inlet != null || closed) {
                return !closed;
            }
        }
        try {
            PeerPolicy policy = new PeerPolicy(
                    local.node(), ENROLLER, invitation, "tcp-inlet", access.authorityIdentifier(), local.credentials());
            Inlet bound = LocalPorts.bind(
                    port,
                    ports.get(),
                    local.node().random(),
                    each -> local.portals()
                            .openInlet(InletOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), each))
                                    .withRules(policy.incoming(), policy.outgoing())
                                    .withListener(counter))
                            .join());
            bound.pause("there is no connection to the other side yet");
            boolean tooLate;
            synchronized (this) {
                tooLate = closed;
                inlet = tooLate ? null : bound;
            }
            if (tooLate) {
                bound.close();
                return false;
            }
            become(State.JOINING, null, null);
            return true;
        } catch (CompletionException e) {
            become(
                    State.PORT_BUSY,
                    FailureMode.PORT_BUSY,
                    e.getCause() instanceof TransportException
                            ? "the port " + port + " of this computer is taken by another program"
                            : String.valueOf(e.getCause()));
            return false;
        }
    }

    private void connect(Project project) {
        synchronized (this) {
            Inlet bound = inlet;
            if (bound == null || way != null || closed || paused) {
                return;
            }
            status = status.next(State.CONNECTING, null, null, now());
            way = new ReachingWay(local, home, project, access, invitation, bound, this::event);
        }
        changed.accept(this);
    }

    private void event(NodeEvent event) {
        switch (event) {
            case NodeEvent.Up up -> become(State.UP, null, null);
            case NodeEvent.Down down -> {
                switch (down.side()) {
                    case null -> become(State.CONNECTING, null, down.reason());
                    case ABSENT -> become(State.WAITING, FailureMode.FRIEND_AWAY, owner + "'s computer is offline");
                    case DENIED -> become(State.DENIED, FailureMode.ACCESS_ENDED, down.reason());
                    case OFFLINE -> become(State.CONNECTING, FailureMode.ORCHESTRATOR_UNREACHABLE, down.reason());
                    case ADDRESS, CREDENTIAL -> become(State.CONNECTING, null, down.reason());
                }
            }
            default -> {}
        }
    }

    private void become(State newState, @Nullable FailureMode mode, @Nullable String sentence) {
        synchronized (this) {
            status = status.next(newState, mode, sentence, now());
        }
        changed.accept(this);
    }

    private Instant now() {
        return local.node().clock().instant();
    }

    /**
     * Takes no clients, and ends the connections; the port stays.
     *
     * @return whether it must be started again
     */
    boolean pause(boolean newPaused) {
        ReachingWay old;
        synchronized (this) {
            if (paused == newPaused) {
                return false;
            }
            paused = newPaused;
            old = newPaused ? disconnect() : null;
        }
        if (old != null) {
            old.close();
        }
        changed.accept(this);
        return !newPaused;
    }

    /** Ends what goes to an identity that is no longer believed; if it is now, it must be started again. */
    boolean check() {
        Problem wrong = objection.get();
        ReachingWay old = null;
        synchronized (this) {
            if (wrong == null) {
                boolean again = objected && !paused;
                objected = false;
                return again;
            }
            objected = true;
            if (way != null) {
                old = disconnect();
            }
            status = status.next(State.DENIED, wrong.mode(), wrong.sentence(), now());
        }
        if (old != null) {
            old.close();
        }
        changed.accept(this);
        return false;
    }

    private @Nullable ReachingWay disconnect() {
        ReachingWay old = way;
        way = null;
        status = status.next(State.CONNECTING, null, null, now());
        if (inlet != null) {
            inlet.pause(PAUSED);
            inlet.end(PAUSED);
        }
        return old;
    }

    /** The network may have changed. */
    void retryNow() {
        ReachingWay current;
        synchronized (this) {
            current = way;
        }
        if (current != null) {
            current.retryNow();
        }
    }

    private final class Told implements PortalListener {
        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            become(State.UP, null, null);
        }

        @Override
        public void closed(long portal, PortalEnd end, long sent, long received) {
            changed.accept(Reaching.this);
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            switch (end.reason()) {
                case REFUSED, UNREACHABLE -> become(State.SERVICE_DOWN, FailureMode.SERVICE_DOWN, end.sentence());
                case DENIED -> become(State.DENIED, FailureMode.ACCESS_ENDED, end.sentence());
                case PAUSED -> {
                    if (status().state() == State.UP) {
                        become(State.SERVICE_DOWN, null, end.sentence());
                    }
                }
                default -> {}
            }
        }
    }

    @Override
    public void close() {
        Inlet bound;
        ReachingWay old;
        synchronized (this) {
            closed = true;
            old = way;
            way = null;
            bound = inlet;
        }
        if (old != null) {
            old.close();
        }
        if (bound != null) {
            bound.close();
        }
    }
}
