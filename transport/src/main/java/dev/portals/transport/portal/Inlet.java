package dev.portals.transport.portal;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.NettyLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local port that leads to a service elsewhere (spec 03 section 1.6). The port is bound from the beginning and never
 * changes; as long as there is no way to the outlet, clients are closed as soon as they come.
 */
public final class Inlet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);

    private final Node node;
    private final NettyLoops loops;
    private final PortalStatistics statistics;
    private final InletOptions options;
    private final Set<PortalConnection> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Route route;
    private @Nullable Channel server;

    Inlet(Node node, NettyLoops loops, PortalStatistics statistics, InletOptions options) {
        this.node = node;
        this.loops = loops;
        this.statistics = statistics;
        this.options = options;
    }

    void bound(Channel channel) {
        server = channel;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) Objects.requireNonNull(server).localAddress();
    }

    /** New connections go along this route, which ends with the outlet. Those there are keep theirs. */
    public void resume(Route outlet) {
        route = outlet;
    }

    /** There is no way to the outlet: new connections are closed at once. Those there are go on. */
    public void pause() {
        route = null;
    }

    /** Connections at present. */
    public int portals() {
        return open.size();
    }

    /** Closes the port and every connection. Idempotent. */
    @Override
    public void close() {
        Channel channel = server;
        if (channel != null) {
            channel.close();
        }
        open.forEach(portal -> portal.stop(PortalEnd.STOPPED));
    }

    private void accepted(SocketChannel client) {
        Route to = route;
        EventLoop home = to == null ? null : node.router().loopOf(to.first());
        PortalEnd refusal = to == null || home == null
                ? PortalEnd.PAUSED
                : open.size() >= options.maxPortals() ? PortalEnd.TOO_MANY : null;
        if (refusal != null || to == null || home == null) {
            options.listener().refused(null, refusal == null ? PortalEnd.PAUSED : refusal);
            client.unsafe().closeForcibly();
            return;
        }
        PortalConnection.prepare(client);
        NettyLoop loop = loops.nettyLoop(home);
        loop.netty().register(client).addListener(registered -> {
            if (registered.isSuccess()) {
                connect(client, loop, to);
            } else {
                client.unsafe().closeForcibly();
            }
        });
    }

    private void connect(SocketChannel client, NettyLoop loop, Route to) {
        PortalConnection[] self = new PortalConnection[1];
        PortalConnection portal = new PortalConnection(
                node, loop, statistics, options.listener(), node.router().peerOf(to), () -> open.remove(self[0]));
        self[0] = portal;
        open.add(portal);
        Address address = node.randomAddress();
        node.router().start(portal, loop, Mailbox.of(address, options.incoming(), options.outgoing()));
        node.flows().addConsumerFor(address, to);
        portal.attach(client);
        portal.rideOn(to);
        portal.ask(to, options.pongTimeout());
    }

    /** Hands accepted sockets over; they are not registered yet. */
    final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object client) {
            accepted((SocketChannel) client);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // For example no file descriptor is left: breathe before the next one, or this becomes a hot loop.
            LOG.warn("the inlet {} can't accept: {}", context.channel().localAddress(), cause.toString());
            context.channel().config().setAutoRead(false);
            context.executor()
                    .schedule(
                            () -> context.channel().config().setAutoRead(true),
                            1,
                            java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
