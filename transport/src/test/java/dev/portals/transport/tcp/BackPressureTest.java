package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import dev.portals.transport.testing.Await;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackPressureTest {
    private static final int CHUNK = 48 * 1024;
    private static final int MESSAGES = 1500;
    /** What the kernel may hold on both sides, far below the 72 MB that are sent. */
    private static final long KERNEL = 24 << 20;

    private TestPeer relay = new TestPeer(1);

    @AfterEach
    void close() {
        relay.close();
    }

    /** A message straight on to the other connection, with its number in front. */
    private static byte[] message(TcpConnection to, int number) {
        byte[] payload = new byte[CHUNK];
        payload[0] = (byte) (number >> 8);
        payload[1] = (byte) number;
        byte[] head = HexFormat.of().parseHex("8482820058" + "20");
        byte[] address = to.senderAddress().value();
        byte[] middle = HexFormat.of().parseHex("8200417980" + "59c000");
        byte[] all = new byte[head.length + address.length + middle.length + CHUNK + 1];
        int at = 0;
        for (byte[] each : new byte[][] {head, address, middle, payload}) {
            System.arraycopy(each, 0, all, at, each.length);
            at += each.length;
        }
        all[at] = (byte) 0xf6;
        return all;
    }

    private record Pair(RawPeer from, RawPeer to, TcpConnection toConnection) implements AutoCloseable {
        @Override
        public void close() {
            from.close();
            to.close();
        }
    }

    private Pair pair() {
        TcpListener first = relay.listen();
        RawPeer to = RawPeer.greet(first);
        Await.until("accepted", () -> relay.transport.connections().size() == 1);
        TcpConnection out = relay.transport.connections().getFirst();
        TcpListener second = relay.listen();
        relay.node.flows().addConsumer(out.senderAddress(), second.spawner());
        return new Pair(RawPeer.greet(second), to, out);
    }

    private CompletableFuture<Void> pump(Pair pair) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        pair.from.frame(message(pair.toConnection, i));
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSlowPeerStopsTheOneThatFeedsItAndNothingIsLost(int threads) {
        relay.close();
        relay = new TestPeer(threads);
        try (Pair pair = pair()) {
            CompletableFuture<Void> pumping = pump(pair);
            Await.until(
                    "blocked",
                    () -> !pair.toConnection.channel().isWritable()
                            && relay.transport.connections().stream()
                                    .anyMatch(each -> !each.channel().config().isAutoRead()));
            assertThat(pumping).isNotDone();
            assertThat(relay.transport.metrics().bytesIn()).isLessThan(KERNEL);
            for (int i = 0; i < MESSAGES; i++) {
                byte[] frame = pair.to.frame();
                int payload = frame.length - CHUNK - 3;
                assertThat((frame[payload] & 0xff) << 8 | frame[payload + 1] & 0xff)
                        .isEqualTo(i);
            }
            Await.value(pumping);
            assertThat(relay.transport.metrics().messagesOut()).isEqualTo(MESSAGES);
        }
    }

    @Test
    void thePeerThatBlocksOthersAndLeavesLetsThemGoOn() {
        try (Pair pair = pair()) {
            CompletableFuture<Void> pumping = pump(pair);
            Await.until("blocked", () -> !pair.toConnection.channel().isWritable());
            pair.to.close();
            Await.value(pumping);
            Await.until("everything was taken", () -> relay.transport.metrics().messagesIn() == MESSAGES);
        }
    }

    @Test
    void controlTrafficForAPeerThatTakesNothingIsBounded() {
        TcpListener listener = relay.listen();
        try (RawPeer peer = RawPeer.greet(listener)) {
            Await.until("accepted", () -> relay.transport.connections().size() == 1);
            TcpConnection connection = relay.transport.connections().getFirst();
            var sender = relay.sender();
            for (int i = 0; i < 60; i++) {
                sender.send(
                        Route.of(connection.senderAddress(), Address.local("y")),
                        Buffers.allocate(1 << 20).writeZero(1 << 20));
            }
            Await.until(
                    "the rest was dropped",
                    () -> relay.transport.metrics().dropped()
                                    + relay.transport.metrics().messagesOut()
                            == 60);
            assertThat(relay.transport.metrics().dropped()).isPositive();
            assertThat(peer.frame()).hasSizeGreaterThan(1 << 20);
        }
    }
}
