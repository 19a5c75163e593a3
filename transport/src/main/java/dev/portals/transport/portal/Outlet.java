package dev.portals.transport.portal;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.NettyLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that connects a service for every inlet that asks (spec 03 section 1.7). Messages of others than the policy
 * allows are dropped; an inlet of ours is told that it was refused, Ockam's is left waiting, as it expects.
 */
public final class Outlet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final Node node;
    private final NettyLoops loops;
    private final PortalStatistics statistics;
    private final OutletOptions options;
    private final Set<PortalConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Caller, PortalConnection> callers = new ConcurrentHashMap<>();
    private @Nullable Context context;

    /** Who asked, for inlets that skip the handshake and go on talking to the outlet's own address (0.150). */
    private record Caller(@Nullable Identifier peer, Address inlet) {}

    Outlet(Node node, NettyLoops loops, PortalStatistics statistics, OutletOptions options) {
        this.node = node;
        this.loops = loops;
        this.statistics = statistics;
        this.options = options;
    }

    void start() {
        context = node.router()
                .start(
                        new Listener(),
                        node.nextLoop(),
                        Mailbox.of(options.address(), AccessControl.ALLOW_ALL, AccessControl.DENY_ALL));
    }

    /** The worker's address. */
    public Address address() {
        return options.address();
    }

    /** Connections at present. */
    public int portals() {
        return open.size();
    }

    /** Takes no more and closes every connection. Idempotent. */
    @Override
    public void close() {
        Context running = context;
        if (running != null) {
            running.stop();
        }
        open.forEach(portal -> portal.stop(PortalEnd.STOPPED));
    }

    private final class Listener implements Worker {
        @Override
        public void handle(Message message, Address source) {
            boolean passedOn = false;
            try {
                passedOn = take(message, source);
            } finally {
                if (!passedOn) {
                    message.release();
                }
            }
        }
    }

    private boolean take(Message message, Address source) {
        if (message.returning().isEmpty()) {
            throw new DecodeException("a message to an outlet needs a return route");
        }
        Caller caller = new Caller(message.peer(), message.returning().last());
        boolean allowed = options.incoming().allows(source, message);
        if (PortalMessage.decode(message.payload()) instanceof PortalMessage.Ping ping) {
            open(caller, message.returning(), source, ping.extension(), allowed);
            return false;
        }
        PortalConnection known = callers.get(caller);
        if (known == null || !allowed) {
            LOG.debug("an outlet takes only a Ping from a stranger");
            return false;
        }
        known.handle(message, source);
        return true;
    }

    private void open(Caller caller, Route inlet, Address source, PortalMessage.Extension extension, boolean allowed) {
        boolean ours = extension.isCredit();
        if (!allowed && !ours) {
            options.listener().refused(caller.peer, PortalEnd.DENIED_HERE);
            return;
        }
        dev.portals.core.routing.EventLoop home =
                Objects.requireNonNullElse(node.router().loopOf(source), node.nextLoop());
        NettyLoop loop = loops.nettyLoop(home);
        PortalConnection[] self = new PortalConnection[1];
        PortalConnection portal = new PortalConnection(node, loop, statistics, options.listener(), caller.peer, () -> {
            open.remove(self[0]);
            callers.remove(caller, self[0]);
        });
        self[0] = portal;
        Address address = node.randomAddress();
        // A refusal must reach whoever is refused; everything else obeys the rules.
        Mailbox mailbox = allowed
                ? Mailbox.of(address, options.incoming(), options.outgoing())
                : Mailbox.of(address, AccessControl.DENY_ALL, AccessControl.ALLOW_ALL);
        boolean full = open.size() >= options.maxPortals();
        if (allowed && !full) {
            open.add(portal);
            callers.put(caller, portal);
        }
        if (ours) {
            portal.granted(extension.value());
        }
        loop.execute(() -> {
            node.router().start(portal, loop, mailbox);
            if (!allowed) {
                portal.decline(inlet, true, PortalEnd.DENIED_THERE);
                return;
            }
            if (full) {
                portal.decline(inlet, ours, PortalEnd.TOO_MANY);
                return;
            }
            node.flows().producer(source).ifPresent(producer -> node.flows().addConsumer(address, producer.flow()));
            portal.rideOn(inlet);
            resolve(portal, loop, inlet, ours);
        });
    }

    private void resolve(PortalConnection portal, NettyLoop loop, Route inlet, boolean ours) {
        String host = options.service().host();
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        Runnable look = () -> {
            InetAddress[] found;
            try {
                found = InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                loop.execute(() -> portal.decline(inlet, ours, PortalEnd.SERVICE_UNKNOWN));
                return;
            }
            if (loop.inEventLoop()) {
                connect(portal, loop, inlet, ours, found, 0);
            } else {
                loop.execute(() -> connect(portal, loop, inlet, ours, found, 0));
            }
        };
        if (literal) {
            look.run();
        } else {
            // A name server may take its time.
            node.offload().execute(look);
        }
    }

    private void connect(
            PortalConnection portal, NettyLoop loop, Route inlet, boolean ours, InetAddress[] hosts, int next) {
        new Bootstrap()
                .group(loop.netty())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        PortalConnection.prepare(channel);
                    }
                })
                .connect(new InetSocketAddress(hosts[next], options.service().port()))
                .addListener((io.netty.channel.ChannelFutureListener) connected -> {
                    if (connected.isSuccess()) {
                        portal.attach((SocketChannel) connected.channel());
                        portal.answer(inlet, ours);
                        loop.flush();
                    } else if (next + 1 < hosts.length) {
                        connect(portal, loop, inlet, ours, hosts, next + 1);
                    } else {
                        portal.decline(
                                inlet,
                                ours,
                                connected.cause() instanceof ConnectTimeoutException
                                        ? PortalEnd.SERVICE_SILENT
                                        : PortalEnd.SERVICE_REFUSED);
                    }
                });
    }
}
