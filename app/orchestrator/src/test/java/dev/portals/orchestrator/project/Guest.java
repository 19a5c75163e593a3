package dev.portals.orchestrator.project;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credential;
import dev.portals.core.credential.CredentialSource;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.relay.RelayClient;
import dev.portals.core.relay.RelayRegistration;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody with one identity and one connection to the gateway. */
final class Guest implements AutoCloseable {
    static final Duration SHORT = Duration.ofMillis(400);

    final NettyNode netty = NettyNode.create(1);
    final Node node = netty.node();
    final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    final Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();
    final SecureChannels channels = new SecureChannels(
            node, identities, new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
    final TcpTransport tcp = new TcpTransport(node, netty.loops());
    final TcpConnection connection;

    Guest(City city) {
        this(city.port());
    }

    Guest(int port) {
        connection = Await.value(tcp.connect("127.0.0.1", port, Duration.ofSeconds(5)));
    }

    ChangeHistory history() {
        return identities.find(self).orElseThrow().history();
    }

    Route route(String... hops) {
        return Route.local(hops).prepend(connection.senderAddress());
    }

    /** A channel with whoever is at the end of that route. */
    SecureChannel channel(Identifier peer, @Nullable CredentialSource credential, String... hops) {
        return Await.value(channels.connect(
                route(hops),
                ChannelOptions.of(self)
                        .withTrust(TrustPolicy.exactly(peer))
                        .withCredential(credential)
                        .withTimeout(Duration.ofSeconds(10))));
    }

    SecureChannel channel(HostedProject project) {
        return channel(project, null);
    }

    SecureChannel channel(HostedProject project, @Nullable Credential credential) {
        return channel(
                project.identity().identifier(),
                credential == null ? null : CredentialSource.fixed(credential),
                project.identity().id(),
                "api");
    }

    /** What comes back from a worker behind that channel. */
    CompletableFuture<String> ask(SecureChannel channel, String text, Duration patience, String... hops) {
        return ask(Route.local(hops).prepend(channel.encryptor()), text, patience);
    }

    CompletableFuture<String> ask(Route route, String text, Duration patience) {
        return node.router()
                .ask(route, Buffers.copyOf(text.getBytes(StandardCharsets.UTF_8)), patience)
                .thenApply(Message::payload)
                .thenApply(payload -> new String(Buffers.toBytes(payload), StandardCharsets.UTF_8));
    }

    String echo(SecureChannel channel, String text) {
        return Await.value(ask(channel, text, Duration.ofSeconds(5), "echo"));
    }

    CompletableFuture<RelayRegistration> relay(SecureChannel channel, String name, Duration patience) {
        return new RelayClient(node).register(Route.of(channel.encryptor()), name, patience);
    }

    /** Lets what comes through that channel reach a worker here. */
    void allow(SecureChannel channel, Address worker) {
        node.flows().addConsumer(worker, channel.flow());
    }

    @Override
    public void close() {
        tcp.close();
        netty.close();
    }
}
