package dev.portals.transport.tcp;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.testing.Await;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** One node of ours with the TCP transport, and the few workers that the tests talk to. */
final class TestPeer implements AutoCloseable {
    private final NettyNode netty;
    final Node node;
    final TcpTransport transport;

    TestPeer(int threads) {
        this(threads, Limits.VERSION_TIME);
    }

    TestPeer(int threads, Duration versionTime) {
        this(threads, versionTime, Limits.MAX_ACCEPTED);
    }

    TestPeer(int threads, Duration versionTime, int maxAccepted) {
        netty = NettyNode.create(threads);
        node = netty.node();
        transport = new TcpTransport(node, netty.loops(), versionTime, maxAccepted);
    }

    TcpListener listen() {
        return Await.value(transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    TcpConnection connect(TcpListener listener) {
        return Await.value(
                transport.connect("127.0.0.1", listener.socketAddress().getPort(), Await.LIMIT));
    }

    /** A worker that sends back what it gets. */
    Context echo(String name, FlowControlId flow) {
        return answering(name, flow, payload -> payload);
    }

    /** A worker that sends back something else. */
    Context answering(String name, FlowControlId flow, UnaryOperator<ByteBuf> answer) {
        Worker worker = new Worker() {
            private Context context;

            @Override
            public void started(Context mine) {
                context = mine;
            }

            @Override
            public void handle(Message message, Address source) {
                context.send(new Message(
                        message.returning(),
                        Route.of(context.address()),
                        answer.apply(message.payload()),
                        null,
                        message.origin()));
            }
        };
        node.flows().addConsumer(Address.local(name), flow);
        return node.router().start(worker, node.nextLoop(), Mailbox.open(Address.local(name)));
    }

    /** A worker that keeps what it gets, payloads copied. */
    Sink sink(String name) {
        Sink sink = new Sink();
        node.router().start(sink, node.nextLoop(), Mailbox.open(Address.local(name)));
        return sink;
    }

    /** What a worker got. */
    record Received(Route onward, Route returning, byte[] payload, Address source) {}

    static final class Sink implements Worker {
        final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

        @Override
        public void handle(Message message, Address source) {
            byte[] payload = new byte[message.payload().readableBytes()];
            message.payload().readBytes(payload);
            message.release();
            received.add(new Received(message.onward(), message.returning(), payload, source));
        }

        List<Received> all() {
            return List.copyOf(received);
        }
    }

    /** A worker to send from. */
    Context sender() {
        return node.router()
                .start(
                        (message, source) -> message.release(),
                        node.nextLoop(),
                        Mailbox.of(node.randomAddress(), AccessControl.DENY_ALL, AccessControl.ALLOW_ALL));
    }

    @Override
    public void close() {
        transport.close();
        netty.close();
    }
}
