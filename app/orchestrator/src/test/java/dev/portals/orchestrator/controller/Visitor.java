package dev.portals.orchestrator.controller;

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
import dev.portals.orchestrator.Orchestrator;
import dev.portals.transport.tcp.NettyNode;
import dev.portals.transport.tcp.TcpConnection;
import dev.portals.transport.tcp.TcpTransport;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of the controller with an identity and a channel of its own. */
final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NettyNode netty = NettyNode.create(1);
    private final Identities identities =
            new Identities(SoftwareVault.inMemory().asVault(), IdentityStore.inMemory(), InstantSource.system());
    private final TcpTransport tcp = new TcpTransport(netty.node(), netty.loops());
    private final TcpConnection connection;
    private final SecureChannel channel;
    final Identifier self = identities.create(SigningAlgorithm.ED25519).identifier();

    Visitor(Orchestrator orchestrator) {
        connection = value(tcp.connect("127.0.0.1", orchestrator.controller().getPort(), PATIENCE));
        channel = value(new SecureChannels(
                        netty.node(),
                        identities,
                        new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()))
                .connect(
                        Route.local("api").prepend(connection.senderAddress()),
                        ChannelOptions.of(self).withTrust(TrustPolicy.exactly(orchestrator.controllerIdentifier()))));
    }

    /** Whether that project's node answers behind that gateway. */
    boolean reaches(InetSocketAddress gateway, String projectId, Identifier node) {
        TcpConnection there = value(tcp.connect("127.0.0.1", gateway.getPort(), PATIENCE));
        CompletableFuture<SecureChannel> opened = new SecureChannels(
                        netty.node(),
                        identities,
                        new Credentials(identities, AttributeStore.inMemory(), InstantSource.system()))
                .connect(
                        Route.local(projectId, "api").prepend(there.senderAddress()),
                        ChannelOptions.of(self)
                                .withTrust(TrustPolicy.exactly(node))
                                .withTimeout(Duration.ofSeconds(3)));
        boolean up = opened.handle((channelThere, failure) -> failure == null).join();
        there.close();
        return up;
    }

    /** What a worker answers to a request as it stands. */
    Response send(String worker, byte[] payload) {
        return answer(Route.of(channel.encryptor(), Address.local(worker)), payload);
    }

    /** The same from outside the channel. */
    Response sendPlainly(String worker, byte[] payload) {
        return answer(Route.local(worker).prepend(connection.senderAddress()), payload);
    }

    Response send(String worker, Request request) {
        return send(worker, request.encode());
    }

    private Response answer(Route route, byte[] payload) {
        return Response.decode(
                Buffers.toBytes(value(netty.node().router().ask(route, Buffers.copyOf(payload), PATIENCE))
                        .payload()));
    }

    private static <T> T value(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the future did not complete well: " + e, e);
        }
    }

    @Override
    public void close() {
        tcp.close();
        netty.close();
    }
}
