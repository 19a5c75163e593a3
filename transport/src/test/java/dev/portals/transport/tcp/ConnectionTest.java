package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.transport.testing.Await;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Address ECHO = Address.local("echo");

    private final TestPeer server = new TestPeer(2);
    private final TestPeer client = new TestPeer(2);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private String ask(TcpConnection connection) {
        Message answer = Await.value(client.node
                .router()
                .ask(Route.of(connection.senderAddress(), ECHO), Buffers.copyOf(new byte[] {7}), Await.LIMIT));
        return HexFormat.of().formatHex(Buffers.toBytes(answer.payload()));
    }

    @Test
    void theClientsFirstByteIsTheVersionBeforeItHasSeenOne() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var connecting = client.transport.connect("127.0.0.1", raw.getLocalPort(), Await.LIMIT);
            try (RawPeer peer = new RawPeer(raw.accept())) {
                assertThat(peer.read(1)).containsExactly(1);
                assertThat(Await.value(connecting).remoteAddress().getPort()).isEqualTo(raw.getLocalPort());
            }
        }
    }

    @Test
    void whatIsSentIsTheWorkedExampleToTheByte() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TcpConnection connection =
                    Await.value(client.transport.connect("127.0.0.1", raw.getLocalPort(), Await.LIMIT));
            try (RawPeer peer = new RawPeer(raw.accept())) {
                peer.read(1);
                Context worker = client.node
                        .router()
                        .start(
                                (message, source) -> message.release(),
                                client.node.nextLoop(),
                                Mailbox.open(Address.local("0123456789abcdef0123456789abcdef")));
                worker.send(
                        Route.of(connection.senderAddress(), ECHO),
                        Buffers.copyOf(HexFormat.of().parseHex("0568656c6c6f")));
                assertThat(peer.hexFrame()).isEqualTo(RawPeer.TO_ECHO);

                worker.send(Route.of(connection.senderAddress()), Buffers.copyOf(new byte[0]));
                assertThat(peer.hexFrame())
                        .as("a heartbeat")
                        .isEqualTo("8480" + RawPeer.TO_ECHO.substring(18, 18 + 74) + "40627b7d");
            }
        }
    }

    @Test
    void aHeartbeatOfOursIsDroppedByAPeerOfOurs() {
        TcpListener listener = server.listen();
        server.echo("echo", listener.spawner());
        TcpConnection connection = client.connect(listener);
        client.sender().send(Route.of(connection.senderAddress()), Buffers.copyOf(new byte[] {1}));
        assertThat(ask(connection)).isEqualTo("07");
    }

    @Test
    void anOverlongMessageIsRefusedAndTheConnectionStays() {
        TcpListener listener = server.listen();
        server.echo("echo", listener.spawner());
        TcpConnection connection = client.connect(listener);
        Route route = Route.of(connection.senderAddress(), ECHO);
        Context sender = client.sender();
        int overhead = 1 + 8 + 37 + 5 + 3;
        sender.send(route, Buffers.allocate(Limits.MAX_MESSAGE).writeZero(Limits.MAX_MESSAGE - overhead + 1));
        assertThat(ask(connection)).isEqualTo("07");
        assertThat(client.transport.metrics().dropped()).isEqualTo(1);
        assertThat(server.transport.metrics().messagesIn()).isEqualTo(1);

        sender.send(route, Buffers.allocate(Limits.MAX_MESSAGE).writeZero(Limits.MAX_MESSAGE - overhead));
        Await.until("the longest one arrived", () -> server.transport.metrics().messagesIn() == 2);
    }

    @Test
    void disconnectingClosesTheSocketAndFreesTheAddresses() {
        TcpListener listener = server.listen();
        TcpConnection connection = client.connect(listener);
        Await.until("accepted", () -> server.transport.connections().size() == 1);
        int before = client.node.router().size();
        Await.value(client.transport.disconnect(connection.senderAddress()));
        assertThat(client.sender().send(Route.of(connection.senderAddress(), ECHO), Buffers.copyOf(new byte[0])))
                .isEqualTo(Delivery.NO_SUCH_ADDRESS);
        assertThat(client.node.router().size()).isEqualTo(before - 4 + 1);
        assertThat(client.transport.connections()).isEmpty();
        assertThat(client.node.flows().producerFor(connection.senderAddress())).isEmpty();
        Await.until(
                "the other side sees it", () -> server.transport.connections().isEmpty());
        Await.value(client.transport.disconnect(connection.senderAddress()));
    }

    @Test
    void stoppingTheSenderWorkerEndsTheConnection() {
        TcpConnection connection = client.connect(server.listen());
        client.node.router().stop(connection.senderAddress());
        Await.value(connection.closed());
        assertThat(client.node.router().exists(connection.receiverAddress())).isFalse();
    }

    @Test
    void connectionsOutliveTheirListener() {
        TcpListener listener = server.listen();
        server.echo("echo", listener.spawner());
        TcpConnection connection = client.connect(listener);
        assertThat(ask(connection)).isEqualTo("07");
        listener.close();
        Await.value(listener.closed());
        assertThat(server.transport.listeners()).isEmpty();
        assertThat(server.node.router().exists(listener.address())).isFalse();
        assertThat(ask(connection)).isEqualTo("07");
        assertReason(listener.socketAddress().getPort(), "127.0.0.1", TransportException.Reason.REFUSED);
        assertThat(server.node.flows().isConsumer(ECHO, listener.spawner())).isTrue();
        Await.value(client.transport.disconnect(connection.senderAddress()));
        Await.until(
                "the flow is forgotten with its last connection",
                () -> !server.node.flows().isConsumer(ECHO, listener.spawner()));
    }

    private void assertReason(int port, String host, TransportException.Reason reason) {
        assertThatThrownBy(() -> client.transport
                        .connect(host, port, Duration.ofSeconds(15))
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aHostThatDoesNotExistIsUnknown() {
        assertReason(4000, "no.such.host.invalid", TransportException.Reason.UNKNOWN_HOST);
    }

    @Test
    void aListenerThatTakesNobodyTimesOut() throws Exception {
        assertThatThrownBy(() ->
                        client.transport.connect("127.0.0.1", 1, Duration.ZERO).get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.TIMEOUT));
    }

    @Test
    void anAddressInUseIsSaidSo() {
        InetSocketAddress taken = server.listen().socketAddress();
        assertThatThrownBy(() -> client.transport.listen(taken).get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.ADDRESS_IN_USE));
    }

    @Test
    void outgoingSocketsAreKeptAliveAndNothingIsDelayed() {
        TcpConnection connection = client.connect(server.listen());
        var config = connection.channel().config();
        assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(config.getOption(ChannelOption.TCP_NODELAY)).isTrue();
        assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)))
                .isEqualTo(300);
        assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL)))
                .isEqualTo(75);
        assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)))
                .isEqualTo(2);
        Await.until("accepted", () -> !server.transport.connections().isEmpty());
        assertThat(server.transport.connections().getFirst().channel().config().getOption(ChannelOption.TCP_NODELAY))
                .isTrue();
    }

    @Test
    void closingTheTransportEndsEverything() {
        TcpListener listener = server.listen();
        TcpConnection connection = client.connect(listener);
        Await.until("accepted", () -> !server.transport.connections().isEmpty());
        server.transport.close();
        Await.value(connection.closed());
        assertThat(server.node.router().size()).isZero();
        assertThat(server.transport.metrics().open()).isZero();
    }
}
