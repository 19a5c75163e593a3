package dev.portals.transport.tcp;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection to another node: a sender worker that its messages leave through and a receiver that they enter by
 * (spec 01 section 5.2). It ends with the socket or with its sender worker, whichever ends first.
 *
 * <p>Memory: idle, none but its objects (about 4 KiB). Reading: one buffer of at most 128 KiB, and of a frame that spans
 * reads less than twice the bytes that came, 16 MiB at most. On the way to workers on other loops: 2 MiB and one burst. Writing: at most 512 KiB plus one burst (512 KiB) of each
 * producer, who are then paused; control traffic is dropped beyond 32 MiB.
 */
public final class TcpConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final TcpTransport transport;
    private final Channel channel;
    private final NettyLoop loop;
    private final InetSocketAddress remote;
    private final @Nullable FlowControlId spawner;
    private final FlowControlId flow;
    private final Address sender;
    private final Address receiver;
    private final Address senderInternal;
    private final Address receiverInternal;
    private final ChannelInflow inflow;
    private final ChannelOutflow outflow;
    private final CompletableFuture<TcpConnection> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final MemoryBudget.Holder queue = new MemoryBudget.Holder() {
        @Override
        public long bytes() {
            return queued();
        }

        @Override
        public void giveUp() {
            cutOff("too much waits to be read by too many, and this peer has not read for the longest");
        }
    };
    private @Nullable Context sending;
    private @Nullable Context receiving;

    TcpConnection(
            TcpTransport transport,
            Channel channel,
            NettyLoop loop,
            InetSocketAddress remote,
            @Nullable FlowControlId spawner) {
        this.transport = transport;
        this.channel = channel;
        this.loop = loop;
        this.remote = remote;
        this.spawner = spawner;
        Node node = transport.node();
        this.flow = FlowControlId.random(node.random());
        this.sender = node.randomAddress();
        this.receiver = node.randomAddress();
        this.senderInternal = node.randomAddress();
        this.receiverInternal = node.randomAddress();
        this.inflow = new ChannelInflow(channel, loop);
        this.outflow = new ChannelOutflow(channel);
        FrameReader frames = new FrameReader(
                channel.alloc(),
                transport.halfReceived(),
                () -> cutOff("too much has been half-received from too many, and this peer began before the others"),
                this::received);
        channel.pipeline()
                .addLast(new FrameHandler(
                        this, loop, transport.metrics(), frames, transport.windowOf(loop), transport.versionTime()));
    }

    /** Where messages for the peer are sent to; it leads their routes. */
    public Address senderAddress() {
        return sender;
    }

    /** Where messages of the peer enter: the producer of {@link #flow()}. */
    public Address receiverAddress() {
        return receiver;
    }

    /** The flow of what the peer sends: only its consumers can be reached. */
    public FlowControlId flow() {
        return flow;
    }

    /** The listener that accepted it; its consumers can be reached as well. Null for an outgoing connection. */
    public @Nullable FlowControlId spawner() {
        return spawner;
    }

    /** The peer's socket. */
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    /** The loop that it lives on, with all that is built on it. */
    public NettyLoop loop() {
        return loop;
    }

    /** Completed on that loop when socket and workers have ended, for whatever reason. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /** Closes the socket; what was written in this turn still leaves if the peer takes it at once. Idempotent. */
    @Override
    public void close() {
        channel.close();
    }

    CompletableFuture<TcpConnection> ready() {
        return ready;
    }

    Address senderInternal() {
        return senderInternal;
    }

    Address receiverInternal() {
        return receiverInternal;
    }

    Channel channel() {
        return channel;
    }

    /** The socket is connected. On the loop. */
    void begin() {
        Node node = transport.node();
        node.flows().addProducer(receiver, flow, spawner, sender);
        sending = node.router()
                .start(
                        new SenderWorker(this, channel, loop, outflow, transport.metrics()),
                        loop,
                        new Mailbox(sender, AccessControl.ALLOW_ALL, AccessControl.DENY_ALL, true, null),
                        Mailbox.of(
                                senderInternal,
                                AccessControl.fromSources(Set.of(receiverInternal)),
                                AccessControl.DENY_ALL));
        receiving = node.router()
                .start(
                        (message, source) -> message.release(),
                        loop,
                        Mailbox.of(
                                receiver, AccessControl.DENY_ALL, node.flows().outgoing(flow, spawner)),
                        Mailbox.of(
                                receiverInternal,
                                AccessControl.DENY_ALL,
                                AccessControl.towards(Set.of(senderInternal))));
        transport.opened(this);
        ready.complete(this);
    }

    /** A frame came. On the loop. */
    private boolean received(ByteBuf buffer, int from, int length) {
        Context context = receiving;
        if (context == null || !channel.isActive()) {
            return false;
        }
        Message message = TransportMessage.decode(buffer, from, length, sender, inflow, loop);
        if (message != null) {
            transport.metrics().messagesIn.increment();
            context.send(message);
        }
        return true;
    }

    /** Bytes still to write. Callable from any thread. */
    long queued() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** So many bytes were written. Who had read all that was written before begins anew. On the loop. */
    void wrote(int bytes) {
        long queued = queued();
        if (queued <= bytes) {
            transport.unread().released(queue);
        }
        if (queued > Limits.UNCOUNTED_QUEUE) {
            transport.unread().held(queue);
        }
    }

    void cutOff(String why) {
        LOG.debug("{} is cut off: {}", remote, why);
        channel.close();
    }

    void pauseUntil(LoopWindow window) {
        inflow.pauseUntil(window);
    }

    void writabilityChanged() {
        if (channel.isWritable()) {
            transport.unread().released(queue);
        }
        outflow.writabilityChanged();
    }

    /** The socket has ended. On the loop. */
    void ended() {
        transport.unread().released(queue);
        outflow.ended();
        if (sending != null && receiving != null) {
            receiving.stop();
            sending.stop();
            transport.ended(this);
        }
        closed.complete(null);
    }
}
