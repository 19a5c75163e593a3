package dev.portals.engine;

import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.policy.PeerPolicy;
import dev.portals.core.policy.PolicyExpression;
import dev.portals.core.project.Project;
import dev.portals.core.relay.RelayAuthorization;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayService;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import dev.portals.core.service.Echo;
import dev.portals.core.service.Uppercase;
import dev.portals.transport.node.Connector;
import dev.portals.transport.node.LocalNode;
import dev.portals.transport.node.NodeHome;
import dev.portals.transport.portal.Inlet;
import dev.portals.transport.portal.InletOptions;
import dev.portals.transport.portal.Outlet;
import dev.portals.transport.portal.OutletOptions;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalListener;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.TcpListener;
import dev.portals.transport.tcp.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node that does what its settings say, until it is closed. What happens in it is told to one listener, which is called
 * on event loops and must not block.
 */
public final class PortalNode implements AutoCloseable {
    /** Ends that a missing or bad credential of this node may have caused. */
    private static final Set<PortalEnd.Reason> REFUSED_THERE =
            Set.of(PortalEnd.Reason.DENIED, PortalEnd.Reason.NO_ANSWER, PortalEnd.Reason.CARRIER_LOST);

    private static final Address API = Address.local("api");
    private static final String RELAY_ATTRIBUTE = "ockam-relay";
    private static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(9);

    private final NodeSettings settings;
    private final Consumer<NodeEvent> events;
    private final LocalNode local;
    private final @Nullable Project project;
    private final @Nullable Identifier authority;
    private final @Nullable CredentialSource credential;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<InetSocketAddress> listening = new ArrayList<>();
    private final List<InetSocketAddress> inlets = new ArrayList<>();

    private PortalNode(NodeSettings settings, NodeHome home, Consumer<NodeEvent> events) {
        this.settings = settings;
        this.events = events;
        Optional<ProjectStore> projects = home.directory().map(ProjectStore::new);
        this.project = projects.flatMap(ProjectStore::defaultProject).orElse(null);
        this.local = new LocalNode(
                home,
                threads(),
                name -> projects.flatMap(store -> store.find(name))
                        .map(found -> new Connector.KnownProject(
                                found.route(), found.history().identifier())));
        try {
            this.authority = authority();
            this.credential = credential();
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private static int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores <= 2 ? 1 : Math.min(4, cores / 2);
    }

    /**
     * Starts a node. When this returns, its ports are bound and the ready event has been told; the ways to other nodes are
     * being made and are reported as they come up.
     *
     * @throws SettingException if a setting can't be carried out; then nothing is left running
     */
    public static PortalNode start(NodeSettings settings, Consumer<NodeEvent> events) {
        long begun = System.nanoTime();
        Path directory = settings.home();
        PortalNode node =
                new PortalNode(settings, directory == null ? NodeHome.inMemory() : NodeHome.open(directory), events);
        try {
            node.run(begun);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Who the node is. */
    public Identifier identifier() {
        return local.identifier();
    }

    /** Its parts. */
    public LocalNode local() {
        return local;
    }

    /** Where it listens for other nodes. */
    public List<InetSocketAddress> listening() {
        return List.copyOf(listening);
    }

    /** Where its inlets listen, in the order of the settings. */
    public List<InetSocketAddress> inlets() {
        return List.copyOf(inlets);
    }

    private @Nullable Identifier authority() {
        try {
            if (settings.authority() != null) {
                return local.identities()
                        .verifyAndStore(settings.authority(), null)
                        .identifier();
            }
            return project == null
                    ? null
                    : local.identities()
                            .verifyAndStore(project.authority(), null)
                            .identifier();
        } catch (IdentityException e) {
            throw new SettingException("authority", "this change history is not valid: " + e.getMessage());
        }
    }

    private @Nullable CredentialSource credential() {
        if (settings.credential() != null) {
            try {
                return CredentialSource.fixed(Credential.fromHex(
                        Files.readString(settings.credential()).strip()));
            } catch (IOException | DecodeException | IllegalArgumentException e) {
                throw new SettingException(
                        "credential",
                        "the file " + settings.credential()
                                + " holds no credential in hexadecimal: write what “portals credential issue” prints into it");
            }
        }
        Path directory = settings.home();
        if (project == null || directory == null || settings.authority() != null) {
            return null;
        }
        ProjectCredential own = new ProjectCredential(local, project, directory);
        opened.add(own);
        return own.source();
    }

    private void run(long begun) {
        Node node = local.node();
        ChannelOptions channels = ChannelOptions.of(local.identifier())
                .withAuthority(authority)
                .withCredential(credential)
                .withTimeout(CHANNEL_TIMEOUT);
        List<FlowControlId> plain = new ArrayList<>();
        for (HostnamePort bind : settings.listen()) {
            TcpListener listener = await("listen", bind, local.tcp().listen(resolve("listen", bind)));
            listening.add(listener.socketAddress());
            plain.add(listener.spawner());
        }
        ChannelListener api = local.channels().listen(API, channels);
        List<FlowControlId> secure = List.of(api.flow());
        consume(API, plain);
        consume(API, secure);
        Echo.start(node, Echo.ADDRESS, AccessControl.ALLOW_ALL);
        consume(Echo.ADDRESS, plain);
        consume(Echo.ADDRESS, secure);
        Uppercase.start(node, Uppercase.ADDRESS, AccessControl.ALLOW_ALL);
        consume(Uppercase.ADDRESS, plain);
        consume(Uppercase.ADDRESS, secure);
        if (settings.projectIdentifier() != null) {
            Gateway.start(node, settings.projectIdentifier(), API);
            consume(Address.local(settings.projectIdentifier()), plain);
        }
        if (settings.relayService()) {
            relayService(plain, secure);
        }
        for (NodeSettings.OutletSetting outlet : settings.outlets()) {
            openOutlet(outlet, plain, secure);
        }
        List<Runnable> ways = new ArrayList<>();
        for (NodeSettings.InletSetting inlet : settings.inlets()) {
            ways.add(openInlet(inlet, channels));
        }
        for (NodeSettings.RelaySetting relay : settings.relays()) {
            ways.add(() -> opened.add(Way.toRelay(local, channels, relay, new RelayClient(node), own(), events)));
        }
        events.accept(new NodeEvent.Ready(
                local.identifier().toString(),
                texts(listening),
                texts(inlets),
                settings.outlets().stream()
                        .map(NodeSettings.OutletSetting::name)
                        .toList(),
                (System.nanoTime() - begun) / 1_000_000));
        ways.forEach(Runnable::run);
    }

    private void consume(Address address, List<FlowControlId> flows) {
        flows.forEach(flow -> local.node().flows().addConsumer(address, flow));
    }

    private void relayService(List<FlowControlId> plain, List<FlowControlId> secure) {
        Identifier trusted = authority;
        Set<FlowControlId> flows = new HashSet<>(secure);
        RelayAuthorization authorization;
        if (trusted == null) {
            flows.addAll(plain);
            authorization = RelayAuthorization.EVERYBODY;
        } else {
            authorization = RelayAuthorization.peers((peer, name) -> local.credentials()
                    .attributes(peer, trusted)
                    .map(AttributesEntry::attributes)
                    .flatMap(attributes -> attributes.text(RELAY_ATTRIBUTE))
                    .filter(allowed -> allowed.equals("*") || allowed.equals(name))
                    .isPresent());
        }
        opened.add(new RelayService(local.node(), RelayService.Options.of(authorization, flows)));
    }

    /** The rules of a resource: the policy given, else with an authority a valid credential, else none (spec 02 6.8). */
    private @Nullable PeerPolicy policy(String name, String type) {
        PolicyExpression expression = settings.allow() != null
                ? settings.allow()
                : authority != null ? PolicyExpression.HAS_CREDENTIAL : null;
        return expression == null
                ? null
                : new PeerPolicy(local.node(), expression, name, type, authority, local.credentials())
                        .onDenial(denial -> events.accept(new NodeEvent.Denied(
                                name,
                                denial.peer() == null ? null : denial.peer().toString(),
                                denial.sentence())));
    }

    private void openOutlet(NodeSettings.OutletSetting setting, List<FlowControlId> plain, List<FlowControlId> secure) {
        Address address = Address.local(setting.name());
        PeerPolicy policy = policy(setting.name(), "tcp-outlet");
        OutletOptions options =
                OutletOptions.to(address, setting.service()).withListener(new Told("outlet", setting.name(), policy));
        if (policy != null) {
            options = options.withRules(policy.incoming(), policy.outgoing());
        }
        Outlet outlet;
        try {
            outlet = local.portals().openOutlet(options);
        } catch (dev.portals.core.routing.AddressInUseException e) {
            throw new SettingException(
                    "outlet", "the name " + setting.name() + " is taken by the node: choose another");
        }
        opened.add(outlet);
        consume(address, secure);
        if (policy == null
                && listening.stream().allMatch(each -> each.getAddress().isLoopbackAddress())) {
            // Without a channel nobody is authenticated: only ever for this computer's own programs.
            consume(address, plain);
        }
    }

    private Runnable openInlet(NodeSettings.InletSetting setting, ChannelOptions channels) {
        String name = setting.bind().toString();
        PeerPolicy policy = policy(name, "tcp-inlet");
        InletOptions options =
                InletOptions.on(resolve("inlet", setting.bind())).withListener(new Told("inlet", name, policy));
        if (policy != null) {
            options = options.withRules(policy.incoming(), policy.outgoing());
        }
        Inlet inlet = await("inlet", setting.bind(), local.portals().openInlet(options));
        opened.add(inlet);
        inlets.add(inlet.address());
        ChannelOptions trusting = settings.authorized().isEmpty()
                ? channels
                : channels.withTrust(TrustPolicy.oneOf(Set.copyOf(settings.authorized())));
        return () ->
                opened.add(Way.ofInlet(local, trusting, setting.to(), inlet, text(inlet.address()), own(), events));
    }

    private static InetSocketAddress resolve(String field, HostnamePort place) {
        String host = place.host();
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(host.startsWith("[") ? host.substring(1, host.length() - 1) : host),
                    place.port());
        } catch (UnknownHostException e) {
            throw new SettingException(field, "the host name " + host + " is unknown: check its spelling");
        }
    }

    private static <T> T await(String field, HostnamePort place, java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TransportException failure) {
                throw new SettingException(
                        field,
                        failure.reason() == TransportException.Reason.ADDRESS_IN_USE
                                ? "the port of " + place
                                        + " is taken by another program: choose another, or 0 for a free one"
                                : String.valueOf(failure.getMessage()));
            }
            throw new SettingException(field, place + " can't be used: " + e.getCause());
        }
    }

    private static List<String> texts(List<InetSocketAddress> addresses) {
        return addresses.stream().map(PortalNode::text).toList();
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** What portals tell, as events. */
    private final class Told implements PortalListener {
        private final String kind;
        private final String subject;
        private final @Nullable PeerPolicy policy;

        Told(String kind, String subject, @Nullable PeerPolicy policy) {
            this.kind = kind;
            this.subject = subject;
            this.policy = policy;
        }

        @Override
        public void opened(long portal, @Nullable Identifier peer) {
            events.accept(new NodeEvent.PortalOpened(kind, subject, portal));
        }

        @Override
        public void closed(long portal, PortalEnd end, long sent, long received) {
            events.accept(
                    new NodeEvent.PortalClosed(kind, subject, portal, end.sentence(), end.name(), sent, received));
        }

        @Override
        public void refused(@Nullable Identifier peer, PortalEnd end) {
            if (kind.equals("inlet") && REFUSED_THERE.contains(end.reason())) {
                local.node().offload().execute(() -> tell(peer, end, own().behind(end.sentence())));
            } else if (policy != null && end.reason() == PortalEnd.Reason.DENIED_HERE) {
                String hint = "; that node needs a credential that satisfies it, or this " + kind + " another “allow”";
                tell(peer, end, policy.explain(peer) + hint);
            } else {
                tell(peer, end, end.sentence());
            }
        }

        private void tell(@Nullable Identifier peer, PortalEnd end, String reason) {
            String who = peer == null ? null : peer.toString();
            events.accept(new NodeEvent.PortalRefused(kind, subject, who, reason, end.name()));
        }
    }

    private OwnCredential own() {
        return new OwnCredential(local, authority, credential);
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(PortalNode.class).warn("closing {} failed", each, e);
            }
        }
        local.close();
    }
}
