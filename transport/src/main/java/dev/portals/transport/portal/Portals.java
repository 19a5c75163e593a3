package dev.portals.transport.portal;

import dev.portals.core.routing.Node;
import dev.portals.transport.tcp.NettyLoops;
import dev.portals.transport.tcp.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens the inlets and outlets of one node. Thread-safe. */
public final class Portals {
    private static final int BACKLOG = 1024;

    private final Node node;
    private final NettyLoops loops;
    private final Duration silence;
    private final PortalStatistics statistics = new PortalStatistics();

    /** For that node, which must run on those loops. */
    public Portals(Node node, NettyLoops loops) {
        this(node, loops, Limits.SILENCE);
    }

    /** With outlets that ask a quiet inlet after that time. */
    Portals(Node node, NettyLoops loops, Duration silence) {
        this.silence = silence;
        this.node = node;
        this.loops = loops;
    }

    /** What has gone through. */
    public PortalStatistics statistics() {
        return statistics;
    }

    /**
     * Opens an inlet; its port is bound when the future completes.
     *
     * @return fails with a {@link TransportException}
     */
    public CompletableFuture<Inlet> openInlet(InletOptions options) {
        CompletableFuture<Inlet> result = new CompletableFuture<>();
        Inlet inlet = new Inlet(node, loops, options, statistics);
        var binding = new Bootstrap()
                .group(loops.nettyLoop(node.nextLoop()).netty())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(
                        ChannelOption.SO_REUSEADDR,
                        !System.getProperty("os.name", "").startsWith("Windows"))
                .handler(inlet.acceptor())
                .bind(options.bind());
        binding.addListener(done -> {
            if (done.isSuccess()) {
                inlet.bound(binding.channel());
                result.complete(inlet);
            } else {
                result.completeExceptionally(TransportException.of(
                        done.cause(),
                        options.bind().getHostString() + ":" + options.bind().getPort()));
            }
        });
        return result;
    }

    /**
     * Opens an outlet.
     *
     * @throws dev.portals.core.routing.AddressInUseException if there is a worker already
     */
    public Outlet openOutlet(OutletOptions options) {
        return new Outlet(node, loops, options, statistics, silence);
    }
}
