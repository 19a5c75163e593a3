package dev.portals.orchestrator.project;

import dev.portals.core.api.ApiHandler;
import dev.portals.core.api.ApiServer;
import dev.portals.core.api.Method;
import dev.portals.core.channel.ChannelListener;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identities;
import dev.portals.core.project.AuthorityWorkers;
import dev.portals.core.relay.RelayInfo;
import dev.portals.core.relay.RelayLimits;
import dev.portals.core.relay.RelayListener;
import dev.portals.core.relay.RelayService;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Bridge;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Node;
import dev.portals.core.service.Echo;
import dev.portals.orchestrator.authority.Authority;
import dev.portals.orchestrator.authority.AuthorityServices;
import dev.portals.transport.tcp.HostnamePort;
import dev.portals.transport.tcp.NettyLoops;
import dev.portals.transport.tcp.TcpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A project node and its authority, each a node of its own behind a gateway (spec 04 sections 4 and 5). It takes channels
 * from anyone, relays for members, and answers pings. Thread-safe.
 */
public final class HostedProject {
    private static final Address HEALTH_CHECK = Address.local("healthcheck");
    private static final Address TELEMETRY = Address.local("grpc_forwarder");
    private static final Duration LINKING = Duration.ofSeconds(10);

    private final ProjectIdentity identity;
    private final Authority authority;
    private final Credentials credentials;
    private final Membership membership;
    private final Relaying relaying;
    private final SecureChannels channels;
    private final SecureChannels authorityChannels;
    private final RelayService relays;
    private final Bridge bridge;
    private final Bridge authorityBridge;
    private final Context front;
    private final RelayWatch watch;
    private final @Nullable TcpTransport tcp;
    private final Map<String, Detour> detours = new ConcurrentHashMap<>();

    /** One that knows of no other instances. */
    HostedProject(
            Node gateway,
            FlowControlId entrance,
            Identities identities,
            ProjectIdentity identity,
            Authority authority) {
        this(gateway, entrance, identities, identity, authority, RelayWatch.NONE, null);
    }

    HostedProject(
            Node gateway,
            FlowControlId entrance,
            Identities identities,
            ProjectIdentity identity,
            Authority authority,
            RelayWatch watch,
            @Nullable NettyLoops loops) {
        this.watch = watch;
        this.identity = identity;
        this.authority = authority;
        Node node = gateway.sibling();
        Node authorityNode = gateway.sibling();
        Address name = Address.local(identity.id());
        this.bridge = new Bridge(gateway, name, node);
        this.authorityBridge = new Bridge(gateway, name, authorityNode);
        ProjectGate gate = new ProjectGate(bridge, authorityBridge);
        this.front = gateway.router().start(gate, gateway.callersLoop(), Mailbox.open(name));

        this.credentials = new Credentials(identities, AttributeStore.inMemory(), node.clock());
        this.membership = new Membership(credentials, authority.identifier(), identity.identifier());
        this.relaying = new Relaying(membership::memberUntil, identity.identifier(), node.clock());
        this.tcp = loops == null ? null : new TcpTransport(node, loops);
        this.channels = new SecureChannels(node, identities, credentials);
        ChannelListener listener = channels.listen(
                AuthorityWorkers.LISTENER,
                ChannelOptions.of(identity.identifier())
                        .withAuthority(authority.identifier())
                        .withSending(relaying),
                relaying::opened);
        startServices(node, listener.flow());
        this.relays = new RelayService(
                node,
                new RelayService.Options(
                        (peer, alias) -> relaying.isAllowed() && membership.mayRegister(peer, alias),
                        AccessControl.ANY_CHANNEL_PEER,
                        membership.sendsThroughRelays(),
                        Set.of(listener.flow()),
                        identity.relayLimits(),
                        new Watched()));
        node.flows().addConsumer(AuthorityWorkers.LISTENER, bridge.entrance());

        this.authorityChannels = new SecureChannels(authorityNode, identities, authority.credentials());
        AuthorityServices.start(authority, authorityNode, authorityChannels);
        AuthorityServices.reachableThrough(authorityNode, authorityBridge.entrance());
        // Only now may anything come in.
        gateway.flows().addConsumer(name, entrance);
    }

    private void startServices(Node node, FlowControlId flow) {
        Echo.start(node, Echo.ADDRESS, AccessControl.ANY_CHANNEL_PEER);
        Echo.start(node, HEALTH_CHECK, AccessControl.ANY_CHANNEL_PEER);
        // Commands wait 3 s for an answer; what they tell goes nowhere (spec 06, A 04 section 4.3).
        ApiServer.builder()
                .on(Method.POST, "/", call -> ApiHandler.DONE)
                .start(node, TELEMETRY, AccessControl.ANY_CHANNEL_PEER);
        CertificateProvider.start(node, membership.getsCertificates());
        for (Address service : List.of(Echo.ADDRESS, HEALTH_CHECK, TELEMETRY, CertificateProvider.ADDRESS)) {
            node.flows().addConsumer(service, flow);
        }
    }

    /** Which project it is. */
    public ProjectIdentity identity() {
        return identity;
    }

    /** Its authority. */
    public Authority authority() {
        return authority;
    }

    /** What the authority's credentials say about peers of the project node. */
    public Credentials credentials() {
        return credentials;
    }

    /** The relays there are now. */
    public List<ProjectRelay> relays() {
        return relays.relays().stream()
                .map(relay -> new ProjectRelay(relay, relaying.bytes(relay.via())))
                .toList();
    }

    /**
     * Ends the relay of that name, and the channel of its owner, who may register it again.
     *
     * @return whether there was one
     */
    public boolean removeRelay(String name) {
        for (RelayInfo relay : relays.relays()) {
            if (relay.name().equals(name)) {
                end(relay);
                return true;
            }
        }
        return false;
    }

    private void end(RelayInfo relay) {
        relays.remove(relay.address());
        channels.find(relay.via()).ifPresent(SecureChannel::close);
    }

    /** Tells of relays; one that was registered here is no longer elsewhere. */
    private final class Watched implements RelayListener {
        @Override
        public CompletionStage<?> registered(RelayInfo relay) {
            endDetour(relay.name());
            return watch.registered(identity.id(), relay);
        }

        @Override
        public void ended(RelayInfo relay) {
            watch.ended(identity.id(), relay);
        }
    }

    /** Ends that relay if it is still the one that is here; its owner's channel stays. */
    public void displace(RelayInfo relay) {
        relays.remove(relay);
    }

    /**
     * Passes what is sent to a relay on to another instance, which has it; unless one of that name is here.
     *
     * @param instance where that instance's gateway is reached
     */
    public void divert(String name, HostnamePort instance) {
        if (tcp == null) {
            throw new IllegalStateException("this project has no way to other instances");
        }
        undivert(name);
        Detour detour = new Detour(
                tcp,
                channels,
                ChannelOptions.of(identity.identifier())
                        .withTrust(TrustPolicy.exactly(identity.identifier()))
                        .withTimeout(LINKING)
                        .withSending(relaying),
                relaying::opened,
                instance,
                identity.id(),
                name);
        detours.put(name, detour);
        if (!relays.divert(name, membership.sendsElsewhere(), detour)) {
            endDetour(name);
        }
    }

    /** Knows no more of a relay elsewhere. */
    public void undivert(String name) {
        relays.undivert(name);
        endDetour(name);
    }

    private void endDetour(String name) {
        Detour detour = detours.remove(name);
        if (detour != null) {
            detour.close();
        }
    }

    /** How many relays there may be from now on, of all members together; those that there are stay. */
    public void limitRelays(int most) {
        RelayLimits usual = identity.relayLimits();
        relays.limit(new RelayLimits(
                Math.min(most, usual.relays()), Math.min(most, usual.relaysOfOne()), usual.nameBytes()));
    }

    /** How often a relay was refused because there were too many. */
    public long refusedRelays() {
        return relays.statistics().full();
    }

    /** How much it is used. */
    public ProjectTraffic traffic() {
        return new ProjectTraffic(
                bridge.links(),
                channels.channels().size(),
                channels.succeeded() + authorityChannels.succeeded(),
                channels.failed() + authorityChannels.failed(),
                relays.relays().size(),
                relaying.messages(),
                relaying.bytes());
    }

    /**
     * Whether the project relays: for a plan that is used up. Forbidden, its relays end with the channels of their owners,
     * nothing flows in either direction, and no relay is made; pings are answered.
     */
    public void allowRelaying(boolean allowed) {
        relaying.allow(allowed);
        if (!allowed) {
            relays.relays().forEach(this::end);
        }
    }

    /** Whether the project relays. */
    public boolean isRelayingAllowed() {
        return relaying.isAllowed();
    }

    /** Ends the project node and its authority with all their channels, which their peers are told. */
    void close() {
        front.stop();
        relays.close();
        channels.channels().forEach(SecureChannel::close);
        authorityChannels.channels().forEach(SecureChannel::close);
        bridge.close();
        authorityBridge.close();
        if (tcp != null) {
            tcp.close();
        }
    }
}
