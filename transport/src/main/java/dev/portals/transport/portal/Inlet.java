package dev.portals.transport.portal;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.NettyLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket whose clients reach a service behind an outlet elsewhere (spec 03 section 1.6). Its port is bound from
 * the beginning and never changes. While it is paused new clients are closed at once, and the others go on; a portal keeps
 * the route that it began with. Thread-safe.
 */
public final class Inlet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);

    private static final String CLOSED = "the inlet was closed";

    private final Node node;
    private final NettyLoops loops;
    private final InletOptions options;
    private final OpenPortals portals;
    private final PortalBuffers buffers;
    private volatile @Nullable Route ours;
    private volatile State state;
    private volatile InetSocketAddress address;
    private volatile @Nullable Channel listening;
    private volatile boolean closed;

    /** The route, and why clients are sent away. */
    private record State(@Nullable Route route, @Nullable String paused) {}

    Inlet(Node node, NettyLoops loops, InletOptions options, PortalStatistics statistics) {
        this.node = node;
        this.loops = loops;
        this.options = options;
        this.portals = new OpenPortals("inlet " + options.bind(), options.maxPortals(), options.listener(), statistics);
        this.buffers = new PortalBuffers(options.payloadLimit());
        this.address = options.bind();
        this.state = new State(options.route(), options.route() == null ? "it has no route yet" : null);
    }

    /** The socket it really listens at. */
    public InetSocketAddress address() {
        return address;
    }

    /** The route for new clients; null if there has been none yet. */
    public @Nullable Route route() {
        return state.route();
    }

    /** Why new clients are sent away; null if they aren't. */
    public @Nullable String pausedBecause() {
        return state.paused();
    }

    /** Sends new clients away, until {@link #resume}. */
    public void pause(String reason) {
        state = new State(state.route(), reason);
    }

    /** Ends the portals that there are; new clients are taken or sent away as before. */
    public void end(String sentence) {
        portals.stop(portal -> true, sentence);
    }

    /** Takes new clients along that route, the outlet's address last. */
    public void resume(Route route) {
        if (route.isEmpty()) {
            throw new IllegalArgumentException("a route to an outlet has at least one hop");
        }
        state = new State(route, null);
    }

    /** Sends new clients away, until {@link #resume}. */
    public void pause() {
        pause("there is no connection to the other side at the moment");
    }

    /** How many portals it has. */
    public int portals() {
        return portals.count();
    }

    /** Its portals at this moment. */
    public List<PortalInfo> open() {
        return portals.list();
    }

    /** Closes the port, and ends its portals. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Channel channel = listening;
        if (channel != null) {
            channel.close();
        }
        portals.stop(portal -> true, CLOSED);
    }

    void bound(Channel channel) {
        listening = channel;
        address = (InetSocketAddress) channel.localAddress();
    }

    /** Takes the clients in. */
    ChannelInboundHandlerAdapter acceptor() {
        return new Acceptor();
    }

    private void accept(SocketChannel client) {
        State now = state;
        Route route = now.route();
        EventLoop loop = route == null ? null : node.router().loopOf(route.first());
        if (now.paused() != null || route == null) {
            turnAway(client, Reason.PAUSED, "the inlet is paused: " + now.paused());
        } else if (!(loop instanceof NettyLoop home)) {
            turnAway(client, Reason.UNREACHABLE, "the route to the outlet begins nowhere any more");
        } else if (!portals.reserve()) {
            turnAway(client, Reason.TOO_MANY, "the inlet has " + options.maxPortals() + " portals, as many as it may");
        } else {
            begin(client, loops.nettyLoop(home), route);
        }
    }

    /** Whether the outlet at the end of that very route was one of ours when it answered last. */
    boolean isOurs(Route route) {
        return ours == route;
    }

    /** An outlet has answered. */
    void answered(Route route, boolean isOurs) {
        ours = isOurs ? route : null;
    }

    private void turnAway(SocketChannel client, Reason reason, String sentence) {
        client.unsafe().closeForcibly();
        portals.refused(null, new PortalEnd(reason, sentence));
    }

    private void begin(SocketChannel client, NettyLoop loop, Route route) {
        InletPortal portal = new InletPortal(this, node, loop, portals, options, route);
        portals.begun(portal);
        Sockets.prepare(client, buffers);
        client.pipeline().addLast(new SocketHandler(portal, loop));
        loop.netty().register(client).addListener(done -> {
            if (!done.isSuccess()) {
                client.unsafe().closeForcibly();
                portals.ended(portal, new PortalEnd(Reason.STOPPED, "the node is ending"));
                return;
            }
            portal.socket(client, client.remoteAddress());
            if (closed) {
                portal.end(Reason.STOPPED, CLOSED, false, Portal.Closing.RESET);
            } else if (!client.isActive()) {
                portal.socketClosed();
            } else {
                node.router().start(portal, loop, portal.mailbox());
            }
        });
    }

    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object client) {
            accept((SocketChannel) client);
        }

        /** Mostly there are no file descriptors left: waiting beats trying all the time. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("inlet {} can't accept: {}", options.bind(), cause.toString());
            Channel channel = context.channel();
            if (channel.config().isAutoRead()) {
                channel.config().setAutoRead(false);
                context.executor()
                        .schedule(
                                () -> channel.config().setAutoRead(true),
                                Limits.ACCEPT_PAUSE.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
    }
}
