package dev.portals.transport.tcp;

import dev.portals.core.routing.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of one node: each is an event loop for sockets and for workers. */
public final class NettyLoops implements AutoCloseable {
    private static final int MAX_DEFAULT_THREADS = 4;
    private static final long END_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;
    private final List<NettyLoop> loops;

    /** So many loops, on the system's clock. */
    public NettyLoops(int threads) {
        this(threads, InstantSource.system());
    }

    /** So many loops, on that clock. Timers run in real time whatever the clock says. */
    public NettyLoops(int threads, InstantSource clock) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed");
        }
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("portals", true), NioIoHandler.newFactory());
        List<NettyLoop> all = new ArrayList<>(threads);
        for (EventExecutor executor : group) {
            all.add(new NettyLoop((io.netty.channel.EventLoop) executor, clock));
        }
        loops = List.copyOf(all);
    }

    /** One thread for every two processors, at least 1 and at most 4. */
    public static int defaultThreads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_DEFAULT_THREADS);
    }

    /** The loops, as a node takes them. */
    public List<NettyLoop> loops() {
        return loops;
    }

    /**
     * That loop as one of Netty's.
     *
     * @throws IllegalArgumentException if it belongs to something else
     */
    public NettyLoop nettyLoop(EventLoop loop) {
        if (loop instanceof NettyLoop netty && loops.contains(netty)) {
            return netty;
        }
        throw new IllegalArgumentException("not a loop of these");
    }

    /** The loop that a registered channel lives on. */
    public NettyLoop of(io.netty.channel.EventLoop netty) {
        for (NettyLoop loop : loops) {
            if (loop.netty() == netty) {
                return loop;
            }
        }
        throw new IllegalArgumentException("not a loop of these");
    }

    /** Ends the threads after what they are doing, and their sockets with them; waits two seconds at most. */
    @Override
    public void close() {
        group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
        if (loops.stream().noneMatch(NettyLoop::inEventLoop)) {
            group.terminationFuture().awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS);
        }
    }
}
