package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.controller.PortalDescription;
import dev.portals.core.controller.PortalText;
import dev.portals.core.controller.ServiceAccessDetails;
import dev.portals.core.controller.SignedDescription;
import dev.portals.core.credential.CredentialException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.multiaddr.MultiAddr;
import dev.portals.core.policy.PeerPolicy;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.project.EnrollmentTicket;
import dev.portals.core.project.Project;
import dev.portals.engine.AuthorityClient;
import dev.portals.engine.NodeEvent;
import dev.portals.engine.OwnCredential;
import dev.portals.engine.ProjectCredential;
import dev.portals.engine.ProjectStore;
import dev.portals.engine.Tickets;
import dev.portals.engine.Way;
import dev.portals.engine.application.ApplicationState.ReachableState;
import dev.portals.transport.node.ConnectException;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.portal.Inlet;
import dev.portals.transport.portal.InletOptions;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalListener;
import dev.portals.transport.tcp.TransportException;
import dev.portals.vault.VaultException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One service that somebody shares with this person: its local port, which stays, and the way to the other computer, which
 * comes and goes. Thread-safe.
 *
 * <p>The other end must be the very identity that the invitation names, and its credential must make it an enroller of its
 * project (spec 05 section 10).
 */
final class Reaching implements AutoCloseable {
    private static final PolicyExpression ENROLLER = PolicyExpression.parse("(= subject.ockam-role \"enroller\")");

    private final LocalNode local;
    private final Path home;
    private final String invitation;
    private final ServiceAccessDetails access;
    private final Consumer<Reaching> changed;
    private @Nullable ProjectCredential credential;
    private @Nullable Inlet inlet;
    private @Nullable Way way;
    private ReachableState state = ReachableState.JOINING;
    private @Nullable String reason;
    private @Nullable PortalText text;
    private boolean closed;

    Reaching(LocalNode local, Path home, String invitation, ServiceAccessDetails access, Consumer<Reaching> changed) {
        this.local = local;
        this.home = home;
        this.invitation = invitation;
        this.access = access;
        this.changed = changed;
    }

    String invitation() {
        return invitation;
    }

    ServiceAccessDetails access() {
        return access;
    }

    synchronized ReachableState state() {
        return state;
    }

    synchronized @Nullable String reason() {
        return reason;
    }

    /** What the sharer says about it, once that is verified. */
    synchronized @Nullable PortalText text() {
        return text;
    }

    synchronized @Nullable InetSocketAddress address() {
        return inlet == null ? null : inlet.address();
    }

    synchronized int connections() {
        return inlet == null ? 0 : inlet.portals();
    }

    /**
     * Binds the local port, becomes a member of the other person's project by the ticket, and begins to connect. May wait;
     * what goes wrong is the state afterwards.
     *
     * @param port the one it had before; 0: any
     * @return whether it is worth trying again later
     */
    boolean start(int port, boolean joined) {
        describe();
        if (!bind(port)) {
            return true;
        }
        try {
            Project project = project();
            local.identities().learn(project.history(), null);
            local.identities().learn(project.authority(), null);
            if (!joined && isForeign(project)) {
                new AuthorityClient(local, project).redeem(ticket().code());
            }
            connect(project);
            return false;
        } catch (DecodeException | IdentityException e) {
            become(ReachableState.DENIED, "the invitation's ticket can't be used: " + e.getMessage());
            return false;
        } catch (VaultException e) {
            become(ReachableState.JOINING, e.getMessage());
            return true;
        } catch (ApiFailure | CredentialException e) {
            if (e instanceof ApiFailure failure && failure.code() >= 500) {
                become(ReachableState.JOINING, "the project's authority can't answer at present");
                return true;
            }
            become(
                    ReachableState.DENIED,
                    "the project's authority doesn't take the invitation's ticket (" + e.getMessage()
                            + "): ask for a new invitation");
            return false;
        } catch (ConnectException e) {
            become(ReachableState.JOINING, e.getMessage());
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

    private EnrollmentTicket ticket() {
        return Tickets.parse(access.ticket());
    }

    /** The ticket's project, under its id: everybody's own is called “default”. */
    private Project project() {
        Project named = ticket().project();
        if (!named.identifier().equals(access.projectIdentifier())
                || !named.authorityIdentifier().equals(access.authorityIdentifier())) {
            throw new DecodeException("it is for another project than the invitation");
        }
        ProjectStore store = new ProjectStore(home);
        for (Project known : store.list()) {
            if (known.id().equals(named.id())) {
                return known;
            }
        }
        Project project = new Project(
                named.id(), named.id(), named.route(), named.history(), named.authority(), named.authorityRoute());
        store.put(project);
        return project;
    }

    /** One's own project is listed under its name; there one is a member already. */
    private static boolean isForeign(Project project) {
        return project.name().equals(project.id());
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
            Inlet bound = local.portals()
                    .openInlet(InletOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .withRules(policy.incoming(), policy.outgoing())
                            .withListener(new Told()))
                    .join();
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
            become(ReachableState.JOINING, null);
            return true;
        } catch (CompletionException e) {
            become(
                    ReachableState.PORT_BUSY,
                    e.getCause() instanceof TransportException
                            ? "the port " + port + " of this computer is taken by another program"
                            : String.valueOf(e.getCause()));
            return false;
        }
    }

    private void connect(Project project) {
        synchronized (this) {
            Inlet bound = inlet;
            if (bound == null || way != null || closed) {
                return;
            }
            ProjectCredential own = new ProjectCredential(local, project, home);
            credential = own;
            ChannelOptions channels = ChannelOptions.of(local.identifier())
                    .withAuthority(project.authorityIdentifier())
                    .withCredential(own.source())
                    .withTrust(TrustPolicy.exactly(access.nodeIdentifier()))
                    .withTimeout(Application.CHANNEL_TIMEOUT);
            state = ReachableState.CONNECTING;
            reason = null;
            way = Way.ofInlet(
                    local,
                    channels,
                    new MultiAddr(List.of(
                            new MultiAddr.Project(project.name()),
                            new MultiAddr.Service("forward_to_" + access.nodeIdentifier()),
                            new MultiAddr.Secure("api"),
                            new MultiAddr.Service(access.service()))),
                    bound,
                    invitation,
                    new OwnCredential(local, project.authorityIdentifier(), own.source()),
                    this::event);
        }
        changed.accept(this);
    }

    private void event(NodeEvent event) {
        switch (event) {
            case NodeEvent.Up up -> become(ReachableState.UP, null);
            case NodeEvent.Down down -> become(ReachableState.CONNECTING, down.reason());
            default -> {}
        }
    }

    private void become(ReachableState newState, @Nullable String newReason) {
        synchronized (this) {
            state = newState;
            reason = newReason;
        }
        changed.accept(this);
    }

    private final class Told implements PortalListener {
        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            become(ReachableState.UP, null);
        }

        @Override
        public void closed(long portal, PortalEnd end, long sent, long received) {
            changed.accept(Reaching.this);
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            switch (end.reason()) {
                case REFUSED, UNREACHABLE -> become(ReachableState.SERVICE_DOWN, end.sentence());
                case DENIED -> become(ReachableState.DENIED, end.sentence());
                default -> {}
            }
        }
    }

    @Override
    public void close() {
        Inlet bound;
        synchronized (this) {
            closed = true;
            if (way != null) {
                way.close();
            }
            bound = inlet;
            if (credential != null) {
                credential.close();
            }
        }
        if (bound != null) {
            bound.close();
        }
    }
}
