package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.ChannelOutflow;
import dev.portals.transport.tcp.NettyLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a portal: a worker and a socket (spec 03 sections 1.8 to 1.10). All of it happens on the loop of the
 * connection that carries it, so that from the socket through the ciphers to the carrier there are only plain calls.
 *
 * <pre>
 * waiting ──open()──▶ open ──end()──▶ ended, the address is free; the socket takes its last bytes ──▶ closed
 *    └───────────────end()──────────────▲
 * </pre>
 *
 * Memory: with a peer of ours at most the window and the high-water mark, 1.25 MiB; with others 1 MiB and what the carrier
 * had already read when it was told to wait.
 */
abstract class Portal implements Worker, Inflow {
    private static final Logger LOG = LoggerFactory.getLogger(Portal.class);

    /** What becomes of the socket, and of the bytes it has not taken yet. */
    enum Closing {
        /** They are written, then it is closed. */
        FLUSH,
        /** It is reset: the other program must know that something is missing. */
        RESET
    }

    final Node node;
    final NettyLoop loop;
    final Address address;
    final OpenPortals portals;
    private final AccessControl incoming;
    private final AccessControl outgoing;
    private final Route returning;
    private final int payloadLimit;
    private final @Nullable Identifier peer;
    private final long id;
    private final Instant since;
    private final PacketCounter counter = new PacketCounter();
    private final Set<Outflow> blocked = Collections.newSetFromMap(new IdentityHashMap<>(2));

    private @Nullable Context context;
    private @Nullable Route remote;
    private @Nullable SocketChannel channel;
    private @Nullable ChannelOutflow outflow;
    private volatile @Nullable InetSocketAddress socketAddress;
    private EventLoop.@Nullable Timer carrier;
    private EventLoop.@Nullable Timer timer;
    private boolean early;
    private boolean open;
    private boolean ended;
    private boolean inputEnded;
    private boolean finSent;
    private boolean finReceived;
    private boolean extended;
    private @Nullable SilenceWatch watch;
    private long credit = Long.MAX_VALUE;
    private long ungranted;
    private volatile long sent;
    private volatile long received;

    Portal(
            Node node,
            NettyLoop loop,
            OpenPortals portals,
            AccessControl incoming,
            AccessControl outgoing,
            int payloadLimit,
            @Nullable Identifier peer) {
        this.node = node;
        this.loop = loop;
        this.portals = portals;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.payloadLimit = payloadLimit;
        this.peer = peer;
        this.address = node.randomAddress();
        this.returning = Route.of(address);
        this.id = portals.nextId();
        this.since = node.clock().instant();
    }

    /** What its socket is called in sentences. */
    abstract String socketName();

    /** The outlet answered. */
    void pong(Route route, @Nullable Extension extension) {
        LOG.debug("portal {} was sent a Pong it did not wait for", id);
    }

    /** Bytes came before the socket was there; the payload is the receiver's if it says true. */
    boolean early(Message message) {
        return false;
    }

    /** It has ended, its address is free. */
    void over() {}

    final long id() {
        return id;
    }

    final boolean isOpen() {
        return open;
    }

    final boolean isEnded() {
        return ended;
    }

    final PortalInfo info() {
        return new PortalInfo(id, peer, socketAddress, since, sent, received);
    }

    final Mailbox mailbox() {
        return Mailbox.of(address, incoming, outgoing);
    }

    /** Ends it from any thread. */
    final void stop(String sentence) {
        loop.execute(() -> end(Reason.STOPPED, sentence, true, Closing.RESET));
    }

    @Override
    public void started(Context running) {
        context = running;
    }

    @Override
    public void stopped() {
        end(Reason.STOPPED, "the portal's worker was stopped", false, Closing.RESET);
    }

    /** Binds it to what its messages go through first: the carrier's end is its own. */
    final void carriedBy(Address first) {
        EventLoop.Timer watch = node.router().whenStopped(first, () -> loop.execute(this::carrierLost));
        if (ended) {
            watch.cancel();
        } else {
            carrier = watch;
        }
    }

    private void carrierLost() {
        end(Reason.CARRIER_LOST, "the connection to the other node ended", false, Closing.RESET);
    }

    /** Runs the task unless it opens or ends before. */
    final void after(Duration time, Runnable task) {
        timer = loop.schedule(time, task);
    }

    /** The messages' way to the other end. */
    final void remote(Route route) {
        remote = route;
    }

    /** Ends the portal when a peer that answers, so one of ours, has been silent for some of those periods. */
    final void watchSilence(Duration period) {
        if (extended && !ended) {
            watch = new SilenceWatch(
                    loop,
                    period,
                    () -> undeliverable(send(new PortalMessage.Ping(new Extension.Alive(true)))),
                    () -> end(Reason.NO_ANSWER, "the other node does not answer any more", true, Closing.RESET));
            watch.start();
        }
    }

    /** The peer knows our extension. */
    final void extended(Extension.Hello hello) {
        extended = true;
        credit = hello.window() - sent;
    }

    /** Reads the socket before the other end has answered, a little. */
    final void readEarly() {
        early = true;
        credit = Limits.EARLY;
        updateReading();
    }

    /** Whether bytes of the socket have gone to the other end. */
    final boolean hasSent() {
        return sent > 0;
    }

    /** Takes the socket as its own. */
    final void socket(SocketChannel connected, @Nullable InetSocketAddress at) {
        channel = connected;
        outflow = new ChannelOutflow(connected);
        socketAddress = at;
    }

    final boolean owns(Channel other) {
        return channel == other;
    }

    /** Both ends are connected: bytes flow. */
    final void open() {
        cancelTimer();
        open = true;
        early = false;
        if (extended && channel != null) {
            Sockets.bound(channel, Limits.LOW_WATER, Limits.HIGH_WATER);
        }
        portals.opened(info());
        updateReading();
        if (channel != null && !channel.isActive()) {
            socketClosed();
        } else if (inputEnded) {
            socketInputEnded();
        }
    }

    /** Sends a message that isn't Payload to the other end. */
    final Delivery send(PortalMessage message) {
        return send(message.encode());
    }

    private Delivery send(ByteBuf payload) {
        Context running = context;
        Route route = remote;
        if (running == null || route == null) {
            payload.release();
            return Delivery.INCOMPLETE_ROUTE;
        }
        return running.send(new Message(route, returning, payload, null, this));
    }

    // ------------------------------------------------------------------------------------------ from the socket

    final void socketRead(ByteBuf data) {
        int length = data.readableBytes();
        if (!open && !early || ended || length == 0) {
            data.release();
            return;
        }
        sent += length;
        portals.statistics().sent.add(length);
        if (extended || early) {
            credit -= length;
            if (credit < payloadLimit) {
                updateReading();
            }
        }
        PortalMessage.wrap(data);
        undeliverable(send(data));
    }

    /** A stream with a hole is no stream: what can't be sent ends it. */
    final void undeliverable(Delivery delivery) {
        switch (delivery) {
            case SENT -> {}
            case DENIED ->
                end(Reason.DENIED_HERE, "a policy here doesn't allow the peer at the other end", true, Closing.RESET);
            case NO_SUCH_ADDRESS, INCOMPLETE_ROUTE -> carrierLost();
        }
    }

    final void socketInputEnded() {
        inputEnded = true;
        if (ended || !open) {
            return;
        }
        if (!extended || finReceived) {
            if (extended) {
                send(new PortalMessage.Ping(new Extension.Fin()));
            }
            end(Reason.FINISHED, socketName() + " closed the connection", !extended, Closing.FLUSH);
        } else if (!finSent) {
            finSent = true;
            updateReading();
            undeliverable(send(new PortalMessage.Ping(new Extension.Fin())));
        }
    }

    final void socketBroke(Throwable cause) {
        LOG.debug("the socket of portal {}: {}", id, cause.toString());
        end(Reason.RESET, socketName() + " broke the connection off", true, Closing.RESET);
    }

    final void socketClosed() {
        if (outflow != null) {
            outflow.ended();
        }
        end(Reason.RESET, socketName() + " broke the connection off", true, Closing.RESET);
    }

    final void socketWritabilityChanged() {
        if (outflow != null) {
            outflow.writabilityChanged();
            grant(0);
        }
    }

    @Override
    public final void pauseUntil(Outflow other) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> pauseUntil(other));
        } else if (!ended && !other.isWritable() && blocked.add(other)) {
            updateReading();
            other.whenWritable(loop, () -> {
                blocked.remove(other);
                updateReading();
            });
        }
    }

    private void updateReading() {
        if (channel != null) {
            boolean hasCredit = !extended && !early || credit >= payloadLimit;
            channel.config().setAutoRead((open || early) && !ended && !finSent && hasCredit && blocked.isEmpty());
        }
    }

    // -------------------------------------------------------------------------------------------- from the peer

    @Override
    public final void handle(Message message, Address source) {
        if (message.onward().size() != 1) {
            LOG.debug("portal {} is not a hop to anywhere else", id);
            message.release();
            return;
        }
        take(message);
    }

    /** Takes a message for this portal, whichever address it came to. */
    final void take(Message message) {
        boolean kept = false;
        try {
            if (ended) {
                return;
            }
            if (!Objects.equals(message.peer(), peer)) {
                LOG.debug("portal {} was sent a message by someone else than its peer", id);
                return;
            }
            if (watch != null) {
                watch.heard();
            }
            kept = switch (PortalMessage.decode(message.payload())) {
                case PortalMessage.Payload payload -> data(message, payload);
                case PortalMessage.Ping ping -> extension(ping.extension());
                case PortalMessage.Pong pong -> {
                    pong(message.returning(), pong.extension());
                    yield false;
                }
                case PortalMessage.Disconnect disconnect -> disconnected(disconnect.extension());
            };
        } finally {
            if (!kept) {
                message.release();
            }
        }
    }

    private boolean data(Message message, PortalMessage.Payload payload) {
        if (payload.counter() != PortalMessage.NO_COUNTER && !counter.accepts(payload.counter())) {
            end(Reason.PROTOCOL, "a message of the other end is missing", true, Closing.RESET);
            return false;
        }
        if (payload.length() == 0 || finReceived) {
            return false;
        }
        message.payload().setIndex(payload.from(), payload.from() + payload.length());
        if (!open) {
            return early(message);
        }
        return write(message);
    }

    /** Gives the payload to the socket. */
    final boolean write(Message message) {
        SocketChannel socket = channel;
        if (socket == null || outflow == null) {
            return false;
        }
        int length = message.payload().readableBytes();
        received += length;
        portals.statistics().received.add(length);
        socket.write(message.payload(), socket.voidPromise());
        loop.flushSoon(socket);
        if (!socket.isWritable()) {
            socket.flush();
        }
        if (extended) {
            grant(length);
        } else if (!outflow.isWritable() && message.origin() != null) {
            message.origin().pauseUntil(outflow);
        }
        return true;
    }

    /** Bytes that the socket took without being full may come again. */
    private void grant(int taken) {
        ungranted += taken;
        if (!extended || ended || channel == null) {
            return;
        }
        if (ungranted > Limits.WINDOW) {
            end(Reason.PROTOCOL, "the other end sent more than it may", true, Closing.RESET);
        } else if (ungranted >= Limits.CREDIT_STEP && channel.isWritable()) {
            Extension.Credit more = new Extension.Credit(ungranted);
            ungranted = 0;
            undeliverable(send(new PortalMessage.Ping(more)));
        }
    }

    private boolean extension(@Nullable Extension extension) {
        if (!open || !extended) {
            return false;
        }
        if (extension instanceof Extension.Credit more) {
            credit += more.bytes();
            updateReading();
        } else if (extension instanceof Extension.Fin) {
            peerFinished();
        } else if (extension instanceof Extension.Alive alive && alive.asks()) {
            undeliverable(send(new PortalMessage.Ping(new Extension.Alive(false))));
        }
        return false;
    }

    private void peerFinished() {
        SocketChannel socket = channel;
        if (finReceived || socket == null) {
            return;
        }
        finReceived = true;
        if (finSent) {
            end(Reason.FINISHED, "both sides closed the connection", false, Closing.FLUSH);
            return;
        }
        socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (done.isSuccess() && !ended) {
                socket.shutdownOutput();
            }
        });
    }

    private boolean disconnected(@Nullable Extension extension) {
        if (extension instanceof Extension.Closed closed) {
            boolean whole = closed.reason() == Reason.FINISHED;
            end(closed.reason(), closed.sentence(), false, whole ? Closing.FLUSH : Closing.RESET);
        } else {
            end(Reason.FINISHED, "the other end closed the connection", false, Closing.FLUSH);
        }
        return false;
    }

    // -------------------------------------------------------------------------------------------------- the end

    /** Ends it, once: the address is free at once, the socket when it has taken its last bytes. */
    final void end(Reason why, String sentence, boolean tellPeer, Closing closing) {
        if (ended) {
            return;
        }
        ended = true;
        if (tellPeer) {
            send(new PortalMessage.Disconnect(extended ? new Extension.Closed(why, sentence) : null));
        }
        cancelTimer();
        if (watch != null) {
            watch.stop();
        }
        if (carrier != null) {
            carrier.cancel();
        }
        if (context != null) {
            context.stop();
        }
        over();
        SocketChannel socket = channel;
        if (socket == null) {
            portals.ended(this, new PortalEnd(why, sentence));
            return;
        }
        socket.closeFuture().addListener(done -> {
            cancelTimer();
            portals.ended(this, new PortalEnd(why, sentence));
        });
        if (outflow != null) {
            outflow.ended();
        }
        socket.config().setAutoRead(false);
        if (closing == Closing.RESET) {
            Sockets.reset(socket);
        } else {
            socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> socket.close());
            watchDrain(socket, Long.MAX_VALUE);
        }
    }

    private void watchDrain(SocketChannel socket, long before) {
        if (!socket.isOpen()) {
            return;
        }
        long now = Sockets.pending(socket);
        if (now >= before) {
            Sockets.reset(socket);
        } else {
            after(Limits.DRAIN_TIME, () -> watchDrain(socket, now));
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
