package dev.portals.transport.portal;

import dev.portals.core.routing.Node;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.NettyLoops;
import dev.portals.transport.tcp.TransportException;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.CompletableFuture;

/** Opens the inlets and outlets of one node. */
public final class Portals {
    private final Node node;
    private final NettyLoops loops;
    private final PortalStatistics statistics = new PortalStatistics();

    /** For that node, which must run on those loops. */
    public Portals(Node node, NettyLoops loops) {
        this.node = node;
        this.loops = loops;
    }

    /** What has gone through. */
    public PortalStatistics statistics() {
        return statistics;
    }

    /** Binds an inlet's port; it is paused until it is told a route. Fails with {@link TransportException}. */
    public CompletableFuture<Inlet> openInlet(InletOptions options) {
        Inlet inlet = new Inlet(node, loops, statistics, options);
        NioServerSocketChannel server = new NioServerSocketChannel();
        server.config().setOption(ChannelOption.SO_REUSEADDR, true);
        server.config().setOption(ChannelOption.SO_BACKLOG, 1024);
        server.pipeline().addLast(inlet.new Acceptor());
        NettyLoop loop = loops.nettyLoop(node.nextLoop());
        CompletableFuture<Inlet> opened = new CompletableFuture<>();
        loop.netty()
                .register(server)
                .addListener(registered -> server.bind(options.bind()).addListener(bound -> {
                    if (bound.isSuccess()) {
                        inlet.bound(server);
                        opened.complete(inlet);
                    } else {
                        server.close();
                        opened.completeExceptionally(TransportException.of(
                                bound.cause(),
                                options.bind().getHostString() + ":"
                                        + options.bind().getPort()));
                    }
                }));
        return opened;
    }

    /** Starts an outlet's worker; whoever should reach it must be told so in the node's flow controls. */
    public Outlet openOutlet(OutletOptions options) {
        Outlet outlet = new Outlet(node, loops, statistics, options);
        outlet.start();
        return outlet;
    }
}
