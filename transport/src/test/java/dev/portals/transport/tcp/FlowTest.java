package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.transport.testing.Await;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who can be reached from outside (spec 01 section 11.4, F5 to F9). */
class FlowTest {
    private static final Address X = Address.local("x");
    private static final Address Y = Address.local("y");

    private final TestPeer here = new TestPeer(2);
    private final TestPeer there = new TestPeer(2);
    private final TestPeer.Sink x = here.sink("x");
    private final TestPeer.Sink y = here.sink("y");
    private final TestPeer.Sink last = here.sink("last");

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    /** Sends to each and then to one that is allowed, which shows that the others have been handled. */
    private void send(TestPeer from, TcpConnection over, TcpConnection at, Address... to) {
        here.node.flows().addConsumer(Address.local("last"), at.flow());
        Context sender = from.sender();
        for (Address each : to) {
            sender.send(Route.of(over.senderAddress(), each), Buffers.copyOf(new byte[] {1}));
        }
        sender.send(Route.of(over.senderAddress(), Address.local("last")), Buffers.copyOf(new byte[] {2}));
        Await.until("the last one came", () -> last.received.poll() != null);
    }

    private static TcpConnection accepted(TestPeer peer, TcpConnection other) {
        int port = ((java.net.InetSocketAddress) other.channel().localAddress()).getPort();
        Await.until(
                "accepted",
                () -> peer.transport.connections().stream()
                        .anyMatch(each -> each.remoteAddress().getPort() == port));
        return peer.transport.connections().stream()
                .filter(each -> each.remoteAddress().getPort() == port)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPeerWeConnectedToReachesOnlyTheConsumersOfThatConnection() {
        TcpConnection mine = here.connect(there.listen());
        here.node.flows().addConsumer(X, mine.flow());
        send(there, accepted(there, mine), mine, X, Y);
        assertThat(x.received).hasSize(1);
        assertThat(y.received).isEmpty();
        assertThat(x.received.peek().source()).isEqualTo(mine.receiverAddress());
        assertThat(x.received.peek().returning().first()).isEqualTo(mine.senderAddress());
    }

    @Test
    void everyAcceptedConnectionReachesTheListenersConsumersButAnOutgoingOneDoesNot() {
        TcpListener listener = here.listen();
        here.node.flows().addConsumer(X, listener.spawner());
        for (int i = 0; i < 2; i++) {
            TcpConnection connection = there.connect(listener);
            send(there, connection, accepted(here, connection), X, Y);
        }
        TcpConnection outgoing = here.connect(there.listen());
        send(there, accepted(there, outgoing), outgoing, X, Y);
        assertThat(x.received).hasSize(2);
        assertThat(y.received).isEmpty();
    }

    @Test
    void aConsumerOfOneAcceptedConnectionIsReachedOnlyThroughIt() {
        TcpListener listener = here.listen();
        TcpConnection one = there.connect(listener);
        TcpConnection other = there.connect(listener);
        here.node.flows().addConsumer(X, accepted(here, one).flow());
        send(there, one, accepted(here, one), X);
        send(there, other, accepted(here, other), X);
        assertThat(x.received).hasSize(1);
    }

    @Test
    void theAddressOfARequestIsGoneAfterItsAnswer() {
        TcpListener listener = there.listen();
        there.echo("echo", listener.spawner());
        TcpConnection outgoing = here.connect(listener);
        Message answer = Await.value(here.node
                .router()
                .ask(
                        Route.of(outgoing.senderAddress(), Address.local("echo")),
                        Buffers.copyOf(new byte[] {3}),
                        Await.LIMIT));
        Address temporary = answer.onward().first();
        answer.release();
        Await.until("the temporary address is gone", () -> !here.node.router().exists(temporary));
        send(there, accepted(there, outgoing), outgoing, temporary);
        assertThat(here.node.flows().isConsumer(temporary, outgoing.flow())).isFalse();
    }

    @Test
    void theInnerAddressesOfAConnectionCanNotBeReachedFromOutside() {
        TcpListener listener = here.listen();
        TcpConnection connection = there.connect(listener);
        TcpConnection mine = accepted(here, connection);
        TcpConnection other = here.connect(there.listen());
        TcpConnection otherThere = accepted(there, other);
        long before = there.transport.metrics().messagesIn();
        send(
                there,
                connection,
                mine,
                mine.senderAddress(),
                mine.receiverAddress(),
                mine.senderInternal(),
                mine.receiverInternal(),
                other.senderAddress(),
                listener.address());
        assertThat(here.transport.connections()).contains(mine, other);
        here.node.flows().addConsumer(other.senderAddress(), mine.flow());
        there.node.flows().addConsumer(Y, otherThere.flow());
        TestPeer.Sink far = there.sink("y");
        there.sender()
                .send(Route.of(connection.senderAddress(), other.senderAddress(), Y), Buffers.copyOf(new byte[] {4}));
        Await.until("forwarded, where that was allowed", () -> !far.received.isEmpty());
        assertThat(there.transport.metrics().messagesIn()).isEqualTo(before + 1);
        assertThat(List.copyOf(far.received).getFirst().payload()).containsExactly(4);
    }
}
