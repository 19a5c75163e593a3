package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The service's end: connects, answers Pong, then carries (spec 03 section 1.8). */
final class OutletPortal extends Portal {
    /** Whose messages to the listener are for this portal, if the inlet skips the handshake (spec 06, A 03 section 1.8). */
    record Key(@Nullable Identifier peer, Address last) {}

    private final Outlet outlet;
    private final Key key;
    private final Address source;
    private final Route inlet;
    private final @Nullable Extension greeting;
    private final boolean full;
    private final Gate connected = new Gate();
    private final Queue<Message> waiting = new ArrayDeque<>(0);
    private int waitingBytes;
    private long deadline;

    /**
     * For that Ping.
     *
     * @param source who delivered it: the producer that the portal consumes from
     * @param full the service isn't to be bothered, the portal only says so
     */
    OutletPortal(
            Outlet outlet, NettyLoop loop, Message ping, Address source, @Nullable Extension greeting, boolean full) {
        super(
                outlet.node(),
                loop,
                outlet.all(),
                outlet.options().incoming(),
                outlet.options().outgoing(),
                outlet.options().payloadLimit(),
                ping.peer());
        this.outlet = outlet;
        this.source = source;
        this.inlet = ping.returning();
        this.key = new Key(ping.peer(), inlet.last());
        this.greeting = greeting;
        this.full = full;
    }

    Key key() {
        return key;
    }

    @Override
    String socketName() {
        return "the service";
    }

    @Override
    public void started(Context running) {
        super.started(running);
        node.flows().producer(source).ifPresent(producer -> node.flows().addConsumer(address, producer.flow()));
        carriedBy(inlet.first());
        remote(inlet);
        if (greeting instanceof Extension.Hello hello) {
            extended(hello);
        }
        if (full) {
            fail(Reason.TOO_MANY, "the outlet has as many portals as it may have");
            return;
        }
        deadline = System.nanoTime() + outlet.options().connectTimeout().toNanos();
        outlet.addresses(loop, this::connect, this::failed);
    }

    private void connect(InetAddress[] addresses) {
        attempt(addresses, 0);
    }

    private void attempt(InetAddress[] addresses, int index) {
        if (isEnded()) {
            return;
        }
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        InetSocketAddress at = new InetSocketAddress(
                addresses[index], outlet.options().service().port());
        ChannelFuture connecting = new Bootstrap()
                .group(loop.netty())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(left, Integer.MAX_VALUE))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Sockets.prepare(channel, outlet.buffers());
                        channel.pipeline().addLast(new SocketHandler(OutletPortal.this, loop));
                    }
                })
                .connect(at);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connected((SocketChannel) connecting.channel(), at);
            } else if (index + 1 < addresses.length && System.nanoTime() < deadline) {
                attempt(addresses, index + 1);
            } else {
                failed(done.cause());
            }
        });
    }

    private void connected(SocketChannel channel, InetSocketAddress at) {
        if (isEnded()) {
            Sockets.reset(channel);
            return;
        }
        socket(channel, at);
        undeliverable(send(new PortalMessage.Pong(hello())));
        if (isEnded()) {
            return;
        }
        open();
        watchSilence(outlet.silence());
        while (!isEnded() && !waiting.isEmpty()) {
            write(waiting.remove());
        }
        connected.open();
    }

    /** Others than ours ignore a Disconnect that comes before Pong. */
    private void fail(Reason why, String sentence) {
        if (greeting == null) {
            send(new PortalMessage.Pong(null));
        }
        end(why, sentence, true, Closing.RESET);
    }

    private void failed(Throwable cause) {
        if (isEnded()) {
            return;
        }
        String service = "the service at " + outlet.options().service();
        switch (TransportException.of(cause, service).reason()) {
            case REFUSED -> fail(Reason.REFUSED, service + " refused the connection");
            case UNKNOWN_HOST -> fail(Reason.UNREACHABLE, "the host of " + service + " is unknown");
            case TIMEOUT -> fail(Reason.UNREACHABLE, service + " did not answer in time");
            case ADDRESS_IN_USE, IO -> fail(Reason.UNREACHABLE, service + " can't be reached");
        }
    }

    private @Nullable Extension hello() {
        return greeting == null ? null : new Extension.Hello(Limits.WINDOW);
    }

    @Override
    boolean early(Message message) {
        waiting.add(message);
        waitingBytes += message.payload().readableBytes();
        if (waitingBytes > Limits.PLAIN_HIGH_WATER && message.origin() != null) {
            message.origin().pauseUntil(connected);
        }
        return true;
    }

    @Override
    void over() {
        outlet.over(this);
        connected.open();
        while (!waiting.isEmpty()) {
            waiting.remove().release();
        }
    }
}
