package dev.portals.orchestrator.project;

import dev.portals.core.identity.Identities;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.transport.tcp.NettyLoops;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.tcp.TcpMetrics;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.transport.tcp.TransportException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One TCP port for many projects and their authorities: the first hop behind it names the project (spec 04 section 4.1).
 * It never sees plain text of what it passes on. Thread-safe; not for event loops.
 */
public final class ProjectGateway implements AutoCloseable {
    private final Node node;
    private final NettyLoops loops;
    private final TcpTransport tcp;
    private final TcpListener listener;
    private final Identities identities;
    private final Map<String, HostedProject> projects = new ConcurrentHashMap<>();
    private ProjectTraffic past = ProjectTraffic.NONE;

    private volatile RelayWatch watch = RelayWatch.NONE;

    private ProjectGateway(NettyNode netty, TcpTransport tcp, TcpListener listener, Identities identities) {
        this.node = netty.node();
        this.loops = netty.loops();
        this.tcp = tcp;
        this.listener = listener;
        this.identities = identities;
    }

    /**
     * Listens; no project is there yet.
     *
     * @param netty stays the caller's
     * @param bind a literal address; port 0 picks one
     * @param identities keeps the identities of all projects and authorities
     * @throws TransportException if the address can't be used
     */
    public static ProjectGateway start(NettyNode netty, InetSocketAddress bind, Identities identities) {
        TcpTransport tcp = new TcpTransport(netty.node(), netty.loops());
        try {
            return new ProjectGateway(netty, tcp, tcp.listen(bind).join(), identities);
        } catch (CompletionException e) {
            tcp.close();
            throw e.getCause() instanceof TransportException failure ? failure : e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.socketAddress();
    }

    /** The flow of what comes in from its connections: for other workers of the node at the same port. */
    public FlowControlId entrance() {
        return listener.spawner();
    }

    /** Tells somebody of the relays of the projects that are started from now on. */
    public void watch(RelayWatch newWatch) {
        watch = newWatch;
    }

    /**
     * Starts a project's node and its authority.
     *
     * @throws dev.portals.core.routing.AddressInUseException if there is a project of that id
     */
    public HostedProject host(ProjectIdentity project, Authority authority) {
        HostedProject hosted =
                new HostedProject(node, listener.spawner(), identities, project, authority, watch, loops);
        projects.put(project.id(), hosted);
        return hosted;
    }

    /** The project of that id. */
    public Optional<HostedProject> find(String projectId) {
        return Optional.ofNullable(projects.get(projectId));
    }

    /** All projects, in no order. */
    public List<HostedProject> projects() {
        return List.copyOf(projects.values());
    }

    /** How much all projects are used, together with those that have ended. */
    public synchronized ProjectTraffic traffic() {
        return projects().stream().map(HostedProject::traffic).reduce(past, ProjectTraffic::plus);
    }

    /** What goes through its port. */
    public TcpMetrics tcp() {
        return tcp.metrics();
    }

    /** Whether clients can come in. */
    public boolean isListening() {
        return !listener.closed().isDone();
    }

    /** Ends the project of that id, if there is one. */
    public void stop(String projectId) {
        HostedProject project;
        synchronized (this) {
            project = projects.remove(projectId);
            if (project != null) {
                past = past.plus(project.traffic().ended());
            }
        }
        if (project != null) {
            project.close();
        }
    }

    /** Ends all projects, the port and its connections. */
    @Override
    public void close() {
        listener.close();
        List.copyOf(projects.keySet()).forEach(this::stop);
        tcp.close();
    }
}
