package dev.portals.transport.tcp;

import dev.portals.core.routing.Node;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node as it runs in production: on Netty's loops, with virtual threads for what is slow. */
public final class NettyNode implements AutoCloseable {
    private final NettyLoops loops;
    private final ExecutorService offload;
    private final Node node;

    private NettyNode(NettyLoops loops) {
        this.loops = loops;
        this.offload = Executors.newVirtualThreadPerTaskExecutor();
        this.node = new Node(loops.loops(), offload, new SecureRandom());
    }

    /** A node on the default number of threads. */
    public static NettyNode create() {
        return create(NettyLoops.defaultThreads());
    }

    /** A node on so many threads. */
    public static NettyNode create(int threads) {
        return new NettyNode(new NettyLoops(threads));
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** Its loops. */
    public NettyLoops loops() {
        return loops;
    }

    /** Ends loops and threads; close transports and services before. */
    @Override
    public void close() {
        loops.close();
        offload.shutdownNow();
    }
}
