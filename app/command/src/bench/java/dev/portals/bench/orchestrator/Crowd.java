package dev.portals.bench.orchestrator;

import dev.portals.core.api.Request;
import dev.portals.core.api.Response;
import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.channel.TrustPolicy;
import dev.portals.core.credential.AttributeStore;
import dev.portals.core.credential.Credentials;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Many clients in one process, each with an identity of its own. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final NettyNode netty = NettyNode.create(2);
    private final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    private final TcpTransport tcp = new TcpTransport(netty.node(), netty.loops());
    private final SecureChannels channels = new SecureChannels(
            netty.node(), identities, new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()));
    private final List<Identifier> clients;

    Crowd(int size) {
        clients = IntStream.range(0, size)
                .mapToObj(i -> identities.create(SigningAlgorithm.ED25519).identifier())
                .toList();
    }

    int size() {
        return clients.size();
    }

    Identifier identifier(int client) {
        return clients.get(client);
    }

    /** Connects to a listener on this machine, and makes a channel with whoever must be behind it. */
    Channel connect(int client, int port, Route listener, Identifier expected) {
        TcpConnection connection = value(tcp.connect("127.0.0.1", port, PATIENCE));
        try {
            return new Channel(
                    connection,
                    value(channels.connect(
                            listener.prepend(connection.senderAddress()),
                            ChannelOptions.of(clients.get(client)).withTrust(TrustPolicy.exactly(expected)))));
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static <T> T value(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(String.valueOf(e), e);
        }
    }

    /** A connection with a channel over it. */
    final class Channel implements AutoCloseable {
        private final TcpConnection connection;
        private final SecureChannel channel;

        Channel(TcpConnection connection, SecureChannel channel) {
            this.connection = connection;
            this.channel = channel;
        }

        Response ask(String worker, Request request) {
            return Response.decode(Buffers.toBytes(value(netty.node()
                            .router()
                            .ask(
                                    Route.of(channel.encryptor(), Address.local(worker)),
                                    Buffers.copyOf(request.encode()),
                                    PATIENCE))
                    .payload()));
        }

        @Override
        public void close() {
            channel.close();
            connection.close();
        }
    }

    @Override
    public void close() {
        tcp.close();
        netty.close();
    }
}
