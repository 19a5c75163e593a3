package dev.portals.transport.tcp;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Node;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The TCP transport of one node: listens, connects, and knows what is open (spec 01 section 5). Thread-safe. */
public final class TcpTransport implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;
    private static final ReceiveBuffers RECEIVE_BUFFERS =
            new ReceiveBuffers(Limits.MIN_READ, Limits.FIRST_READ, Limits.MAX_READ, Limits.READS_PER_TURN);

    private final Node node;
    private final NettyLoops loops;
    private final Duration versionTime;
    private final int maxAccepted;
    private final MemoryBudget halfReceived = new MemoryBudget(Limits.SHARED_MEMORY);
    private final MemoryBudget unread = new MemoryBudget(Limits.SHARED_MEMORY);
    private final TcpMetrics metrics = new TcpMetrics();
    private final Map<Address, TcpConnection> connections = new ConcurrentHashMap<>();
    private final Set<TcpListener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** For that node, which must run on those loops. */
    public TcpTransport(Node node, NettyLoops loops) {
        this(node, loops, Limits.VERSION_TIME, Limits.MAX_ACCEPTED);
    }

    TcpTransport(Node node, NettyLoops loops, Duration versionTime, int maxAccepted) {
        this.node = node;
        this.loops = loops;
        this.versionTime = versionTime;
        this.maxAccepted = maxAccepted;
    }

    /** The node. */
    public Node node() {
        return node;
    }

    /** What has gone through. */
    public TcpMetrics metrics() {
        return metrics;
    }

    /** The connections that are up, in no order. */
    public List<TcpConnection> connections() {
        return List.copyOf(connections.values());
    }

    /** The listeners that accept, in no order. */
    public List<TcpListener> listeners() {
        return List.copyOf(listeners);
    }

    /**
     * Listens at a literal socket address; port 0 picks one.
     *
     * @return fails with a {@link TransportException}
     */
    public CompletableFuture<TcpListener> listen(InetSocketAddress bind) {
        CompletableFuture<TcpListener> result = new CompletableFuture<>();
        FlowControlId spawner = FlowControlId.random(node.random());
        NettyLoop loop = loops.nettyLoop(node.nextLoop());
        ChannelFuture bound = new ServerBootstrap()
                .group(loop.netty(), loop.netty().parent())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    private final Turnstile accepted = new Turnstile(maxAccepted, place(bind));

                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (accepted.enter(channel)) {
                            prepare(channel, channel.remoteAddress(), spawner);
                        }
                    }
                })
                .bind(bind);
        bound.addListener(done -> {
            if (!done.isSuccess()) {
                result.completeExceptionally(TransportException.of(done.cause(), place(bind)));
                return;
            }
            TcpListener listener = new TcpListener(this, bound.channel(), loop, spawner);
            listeners.add(listener);
            if (closed) {
                listener.close();
            }
            result.complete(listener);
        });
        return result;
    }

    /** Connects to a host by name or number; see {@link #connect(HostnamePort, Duration)}. */
    public CompletableFuture<TcpConnection> connect(String host, int port, Duration timeout) {
        return connect(new HostnamePort(host, port), timeout);
    }

    /**
     * Connects, trying every address that the host's name means, in turn, each for its share of the time.
     *
     * @param timeout for all of it
     * @return completed on the connection's loop before anything is read from it; fails with a
     *     {@link TransportException}
     */
    public CompletableFuture<TcpConnection> connect(HostnamePort peer, Duration timeout) {
        CompletableFuture<TcpConnection> result = new CompletableFuture<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        NettyLoop loop = loops.nettyLoop(node.nextLoop());
        EventLoop.Timer timer = loop.schedule(timeout, () -> result.completeExceptionally(timedOut(peer)));
        result.whenComplete((connection, failure) -> timer.cancel());
        Thread.ofVirtual().name("portals-resolve").start(() -> {
            try {
                InetAddress[] addresses = peer.resolve();
                loop.execute(() -> attempt(peer, addresses, 0, deadline, loop, result));
            } catch (UnknownHostException e) {
                result.completeExceptionally(TransportException.of(e, peer.toString()));
            }
        });
        return result;
    }

    private void attempt(
            HostnamePort peer,
            InetAddress[] addresses,
            int index,
            long deadline,
            NettyLoop loop,
            CompletableFuture<TcpConnection> result) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (result.isDone()) {
            return;
        }
        if (closed) {
            result.completeExceptionally(
                    new TransportException(TransportException.Reason.IO, "the transport is closed"));
            return;
        }
        if (left <= 0) {
            result.completeExceptionally(timedOut(peer));
            return;
        }
        int share = Math.clamp(left / (addresses.length - index), 1, Integer.MAX_VALUE);
        InetSocketAddress remote = new InetSocketAddress(addresses[index], peer.port());
        new Bootstrap()
                .group(loop.netty())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, share)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        keepAlive(channel);
                        TcpConnection connection = prepare(channel, remote, null);
                        connection.ready().thenAccept(up -> {
                            if (!result.complete(up)) {
                                up.close();
                            }
                        });
                    }
                })
                .connect(remote)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        return;
                    }
                    if (index + 1 < addresses.length) {
                        attempt(peer, addresses, index + 1, deadline, loop, result);
                    } else {
                        result.completeExceptionally(TransportException.of(done.cause(), peer.toString()));
                    }
                });
    }

    private static TransportException timedOut(HostnamePort peer) {
        return new TransportException(TransportException.Reason.TIMEOUT, peer + " did not answer in time");
    }

    private TcpConnection prepare(SocketChannel channel, InetSocketAddress remote, @Nullable FlowControlId spawner) {
        channel.config()
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(RECEIVE_BUFFERS)
                .setWriteBufferWaterMark(new WriteBufferWaterMark(Limits.LOW_WATER, Limits.HIGH_WATER))
                .setTcpNoDelay(true);
        return new TcpConnection(this, channel, loops.of(channel.eventLoop()), remote, spawner);
    }

    /** As real peers do on outgoing sockets; a system without one of the options keeps its own value. */
    private static void keepAlive(SocketChannel channel) {
        channel.config().setKeepAlive(true);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), Limits.KEEPALIVE_IDLE);
        channel.config()
                .setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), Limits.KEEPALIVE_INTERVAL);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), Limits.KEEPALIVE_PROBES);
    }

    /**
     * Ends the connection whose sender has that address.
     *
     * @return completed when it has ended; at once if there is none
     */
    public CompletableFuture<Void> disconnect(Address sender) {
        TcpConnection connection = connections.get(sender);
        if (connection == null) {
            return CompletableFuture.completedFuture(null);
        }
        connection.close();
        return connection.closed();
    }

    /** The memory of frames that have not come in full. */
    MemoryBudget halfReceived() {
        return halfReceived;
    }

    /** The memory of bytes that peers have not read. */
    MemoryBudget unread() {
        return unread;
    }

    Duration versionTime() {
        return versionTime;
    }

    LoopWindow windowOf(NettyLoop home) {
        return new LoopWindow(home, loops.loops());
    }

    void opened(TcpConnection connection) {
        metrics.opened.increment();
        connections.put(connection.senderAddress(), connection);
        if (closed) {
            connection.close();
        }
    }

    void ended(TcpConnection connection) {
        if (connections.remove(connection.senderAddress()) != null) {
            metrics.ended.increment();
        }
    }

    void ended(TcpListener listener) {
        listeners.remove(listener);
    }

    /** Closes listeners first, then connections; waits some seconds for them, but never on a loop. */
    @Override
    public void close() {
        closed = true;
        List<CompletableFuture<Void>> all = Stream.concat(
                        listeners().stream().map(listener -> {
                            listener.close();
                            return listener.closed();
                        }),
                        connections().stream().map(connection -> {
                            connection.close();
                            return connection.closed();
                        }))
                .toList();
        if (loops.loops().stream().anyMatch(NettyLoop::inEventLoop)) {
            return;
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new TransportException(TransportException.Reason.IO, "some connections did not end in time");
        }
    }

    private static String place(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return (ip == null ? address.getHostString() : ip.getHostAddress()) + ":" + address.getPort();
    }
}
