package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.tcp.ChannelInflow;
import dev.portals.transport.tcp.ChannelOutflow;
import dev.portals.transport.tcp.NettyLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a portal: a socket (a client's at an inlet, the service's at an outlet) and the worker that its other end
 * talks to. Both directions are spec 03 sections 1.8 to 1.10. Everything runs on one loop, that of the channel or
 * connection which carries the portal.
 *
 * <pre>
 * socket ──read──▶ Payload in the head-room ──▶ [encryptor, …, other end]          paused while the carrier is blocked
 *                                                                                  or the other end's credit is used up
 * [this worker] ──Payload──▶ written as it lies ──▶ socket                         credit is granted as it drains
 * </pre>
 *
 * <p>Memory: what the socket has not taken yet, at most {@link #WINDOW} with an end of ours, which stops at its credit.
 * Other peers know no credit: beyond the window the connection that carries them is paused.
 */
final class PortalConnection extends ChannelInboundHandlerAdapter implements Worker {
    /** Bytes on their way to one socket: our own choice, a megabyte lets 100 Mbit/s pass over 80 ms. */
    static final int WINDOW = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(PortalConnection.class);
    private static final int GRANT_AT = WINDOW / 4;

    private final Node node;
    private final NettyLoop loop;
    private final PortalStatistics statistics;
    private final PortalListener listener;
    private final @Nullable Identifier peer;
    private final Runnable whenEnded;
    private final Credit credit = new Credit();
    private final Deque<Message> early = new ArrayDeque<>();
    private int earlyBytes;

    private @Nullable Context context;
    private @Nullable SocketChannel socket;
    private @Nullable ChannelInflow inflow;
    private @Nullable ChannelOutflow outflow;
    private @Nullable Route remote;
    private EventLoop.Timer carrier = () -> {};
    private EventLoop.Timer timeout = () -> {};
    private long number;
    private long sent;
    private long received;
    private long drained;
    private int counter;
    private boolean up;
    private boolean localFinished;
    private boolean remoteFinished;
    private boolean ended;

    /**
     * An end without socket and route yet.
     *
     * @param peer who the other end is; messages of anybody else are dropped
     * @param whenEnded runs once, after the end
     */
    PortalConnection(
            Node node,
            NettyLoop loop,
            PortalStatistics statistics,
            PortalListener listener,
            @Nullable Identifier peer,
            Runnable whenEnded) {
        this.node = node;
        this.loop = loop;
        this.statistics = statistics;
        this.listener = listener;
        this.peer = peer;
        this.whenEnded = whenEnded;
    }

    /** What a portal's socket needs before it is registered with its loop. */
    static void prepare(SocketChannel socket) {
        socket.config().setAutoRead(false);
        socket.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        socket.config().setOption(ChannelOption.TCP_NODELAY, true);
        socket.config()
                .setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(WINDOW / 2, WINDOW * 2));
        socket.config().setRecvByteBufAllocator(new PayloadBuffers(PortalMessage.PAYLOAD_LIMIT));
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    /** Takes the socket, which must be registered with this end's loop. */
    void attach(SocketChannel channel) {
        if (ended) {
            channel.close();
            return;
        }
        socket = channel;
        inflow = new ChannelInflow(channel, loop);
        outflow = new ChannelOutflow(channel);
        channel.pipeline().addLast(this);
        if (!channel.isActive()) {
            end(PortalEnd.RESET, true);
        }
    }

    /** The first hop of the way to the other end: its end is this portal's end. */
    void rideOn(Route route) {
        if (!route.isEmpty()) {
            carrier = node.router().whenStopped(route.first(), () -> abort(PortalEnd.CARRIER_LOST));
        }
    }

    /** At an inlet: asks the outlet for a connection and waits for the answer. */
    void ask(Route outlet, java.time.Duration patience) {
        Context own = Objects.requireNonNull(context);
        timeout = loop.schedule(patience, () -> abort(PortalEnd.NO_ANSWER));
        Delivery delivery = own.send(outlet, PortalMessage.ping(WINDOW));
        switch (delivery) {
            case SENT -> loop.flush();
            case DENIED -> abort(PortalEnd.DENIED_HERE);
            default -> abort(PortalEnd.CARRIER_LOST);
        }
    }

    /** At an outlet: the service is there; answers the inlet and begins. */
    void answer(Route inlet, boolean extensions) {
        if (ended) {
            return;
        }
        Context own = Objects.requireNonNull(context);
        remote = inlet;
        if (own.send(inlet, extensions ? PortalMessage.pong(WINDOW) : PortalMessage.pong()) != Delivery.SENT) {
            abort(PortalEnd.DENIED_HERE);
            return;
        }
        begin();
        while (!early.isEmpty() && !ended) {
            Message message = early.removeFirst();
            handle(message, message.onward().first());
        }
    }

    /** At an outlet: there is no connection. Told as a connection that ends at once, which every peer understands. */
    void decline(Route inlet, boolean extensions, PortalEnd reason) {
        Context own = Objects.requireNonNull(context);
        own.send(inlet, extensions ? PortalMessage.pong(0) : PortalMessage.pong());
        own.send(inlet, PortalMessage.disconnect(reason));
        loop.flush();
        listener.refused(peer, reason);
        end(reason, false);
    }

    /** The other end grants credit in its first message. */
    void granted(long bytes) {
        credit.grant(bytes);
    }

    private void begin() {
        up = true;
        timeout.cancel();
        number = statistics.numbers.incrementAndGet();
        statistics.opened.increment();
        listener.opened(number, peer);
        Objects.requireNonNull(socket).config().setAutoRead(true);
    }

    // ---- from the other end to the socket -------------------------------------------------------------------------

    @Override
    public void handle(Message message, dev.portals.core.routing.Address source) {
        ByteBuf payload = message.payload();
        boolean passedOn = false;
        try {
            if (ended || !Objects.equals(peer, message.peer())) {
                return;
            }
            if (remote == null && socket == null) {
                passedOn = keepEarly(message);
                return;
            }
            switch (PortalMessage.decode(payload)) {
                case PortalMessage.Payload bytes -> passedOn = deliver(message, bytes);
                case PortalMessage.Pong pong -> connected(message, pong.extension());
                case PortalMessage.Ping ping -> control(ping.extension());
                case PortalMessage.Disconnect disconnect -> disconnected(disconnect.reason());
            }
        } finally {
            if (!passedOn) {
                payload.release();
            }
        }
    }

    /** An inlet that skips the handshake sends bytes before the service is there; they wait, up to the window. */
    private boolean keepEarly(Message message) {
        if (earlyBytes > WINDOW) {
            abort(PortalEnd.PROTOCOL);
            return false;
        }
        earlyBytes += message.payload().readableBytes();
        early.add(message);
        return true;
    }

    private void connected(Message message, PortalMessage.Extension extension) {
        if (up || remote != null) {
            return;
        }
        remote = message.returning();
        if (extension.isCredit()) {
            credit.grant(extension.value());
        }
        begin();
    }

    private void control(PortalMessage.Extension extension) {
        switch (extension.kind()) {
            case PortalMessage.Extension.CREDIT -> credit.grant(extension.value());
            case PortalMessage.Extension.FIN -> {
                if (credit.isLimited() && !remoteFinished) {
                    remoteFinished = true;
                    afterWrites(SocketChannel::shutdownOutput);
                    finishIfBoth();
                }
            }
            default -> LOG.debug("a portal message that doesn't belong here was ignored");
        }
    }

    private boolean deliver(Message message, PortalMessage.Payload bytes) {
        SocketChannel channel = socket;
        if (!up || channel == null || remoteFinished) {
            return false;
        }
        if (bytes.counter() >= 0) {
            if (bytes.counter() != counter) {
                finish(PortalEnd.PROTOCOL);
                return false;
            }
            counter = counter + 1 & 0xffff;
        }
        int length = bytes.length();
        if (length == 0) {
            return false;
        }
        received += length;
        statistics.received.add(length);
        ByteBuf payload = message.payload();
        payload.setIndex(bytes.from(), bytes.from() + length);
        channel.write(payload).addListener(written -> drained(length));
        loop.flushSoon(channel);
        if (!channel.isWritable() && message.origin() != null) {
            // Only a peer that knows no credit gets here: its whole connection waits, so that memory stays bounded.
            message.origin().pauseUntil(Objects.requireNonNull(outflow));
        }
        return true;
    }

    private void drained(int bytes) {
        Route to = remote;
        Context own = context;
        if (!credit.isLimited() || to == null || own == null || ended || remoteFinished) {
            return;
        }
        drained += bytes;
        if (drained >= GRANT_AT) {
            own.send(to, PortalMessage.ping(drained));
            drained = 0;
        }
    }

    private void disconnected(PortalEnd reason) {
        if (!up) {
            abort(reason);
        } else {
            end(reason, reason == PortalEnd.RESET);
        }
    }

    // ---- from the socket to the other end -------------------------------------------------------------------------

    @Override
    public void channelRead(ChannelHandlerContext channel, Object object) {
        ByteBuf bytes = (ByteBuf) object;
        Route to = remote;
        Context own = context;
        int length = bytes.readableBytes();
        if (!up || to == null || own == null || ended) {
            bytes.release();
            return;
        }
        sent += length;
        statistics.sent.add(length);
        credit.use(length);
        PortalMessage.wrap(bytes);
        ChannelInflow in = Objects.requireNonNull(inflow);
        Delivery delivery = own.send(own.address(), new Message(to, Route.of(own.address()), bytes, null, in));
        if (delivery == Delivery.DENIED) {
            abort(PortalEnd.DENIED_HERE);
        } else if (delivery != Delivery.SENT) {
            abort(PortalEnd.CARRIER_LOST);
        } else if (!credit.isWritable()) {
            in.pauseUntil(credit);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
        loop.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext channel, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            socketFinished();
        }
    }

    /** The socket's peer has said all it had to say. To Ockam that is the end of the portal; to ours, of one direction. */
    private void socketFinished() {
        Route to = remote;
        if (ended || localFinished) {
            return;
        }
        if (!up || to == null || !credit.isLimited()) {
            finish(PortalEnd.FINISHED);
            return;
        }
        localFinished = true;
        Objects.requireNonNull(context).send(to, PortalMessage.fin());
        loop.flush();
        finishIfBoth();
    }

    private void finishIfBoth() {
        if (localFinished && remoteFinished) {
            end(PortalEnd.FINISHED, false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext channel) {
        Objects.requireNonNull(outflow).writabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        LOG.debug("a portal's socket failed: {}", cause.toString());
        finish(PortalEnd.RESET);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        finish(PortalEnd.RESET);
    }

    // ---- the end --------------------------------------------------------------------------------------------------

    /** Tells the other end that it is over, and is over. */
    private void finish(PortalEnd reason) {
        Route to = remote;
        Context own = context;
        if (!ended && to != null && own != null) {
            own.send(to, PortalMessage.disconnect(reason));
            loop.flush();
        }
        end(reason, reason != PortalEnd.FINISHED);
    }

    /** An end that the socket's peer must see as one: a reset. */
    private void abort(PortalEnd reason) {
        if (!up && !ended) {
            listener.refused(peer, reason);
        }
        end(reason, up || reason != PortalEnd.FINISHED);
    }

    /** Closed here, in whatever state; from any thread. */
    void stop(PortalEnd reason) {
        if (loop.inEventLoop()) {
            finish(reason);
        } else {
            loop.execute(() -> finish(reason));
        }
    }

    private void end(PortalEnd reason, boolean reset) {
        if (ended) {
            return;
        }
        ended = true;
        timeout.cancel();
        carrier.cancel();
        early.forEach(Message::release);
        early.clear();
        if (outflow != null) {
            outflow.ended();
        }
        SocketChannel channel = socket;
        if (channel != null) {
            if (reset) {
                channel.config().setSoLinger(0);
                channel.close();
            } else {
                afterWrites(SocketChannel::close);
            }
        }
        Context own = context;
        if (own != null) {
            own.stop();
        }
        if (up) {
            statistics.closed.increment();
            listener.closed(number, reason, sent, received);
        }
        whenEnded.run();
    }

    private interface Closing {
        void on(SocketChannel channel);
    }

    /** What has been written leaves first. */
    private void afterWrites(Closing closing) {
        SocketChannel channel = socket;
        if (channel != null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener((ChannelFutureListener) written -> closing.on(channel));
        }
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        return outflow;
    }
}
