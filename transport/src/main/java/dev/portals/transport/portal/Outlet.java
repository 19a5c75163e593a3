package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.portal.PortalEnd.Reason;
import dev.portals.transport.tcp.NettyLoop;
import dev.portals.transport.tcp.NettyLoops;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets inlets elsewhere reach one service: a worker that makes a portal of each Ping (spec 03 section 1.7). Whoever made it
 * says with {@code flows().addConsumer} through which channels it can be reached.
 */
public final class Outlet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private static final String CLOSED = "the outlet was closed";
    private static final String DENIED =
            "the outlet's policy does not let this node in: its owner says which credential is needed";

    private final Node node;
    private final NettyLoops loops;
    private final OutletOptions options;
    private final OpenPortals portals;
    private final PortalBuffers buffers;
    private final Duration silence;
    private final InetAddress @Nullable [] literal;
    private final Map<OutletPortal.Key, OutletPortal> byInlet = new ConcurrentHashMap<>();
    private final Address refusals;
    private final Context context;
    private volatile boolean closed;
    private volatile @Nullable String paused;

    Outlet(Node node, NettyLoops loops, OutletOptions options, PortalStatistics statistics, Duration silence) {
        this.node = node;
        this.loops = loops;
        this.options = options;
        this.portals = new OpenPortals(
                "outlet " + options.worker().name(), options.maxPortals(), options.listener(), statistics);
        this.buffers = new PortalBuffers(options.payloadLimit());
        this.silence = silence;
        this.literal = literal(options.service().host());
        this.refusals = node.randomAddress();
        this.context = node.router()
                .start(
                        new Listener(),
                        node.callersLoop(),
                        Mailbox.of(options.worker(), AccessControl.ALLOW_ALL, AccessControl.DENY_ALL),
                        Mailbox.of(refusals, AccessControl.DENY_ALL, AccessControl.ALLOW_ALL));
    }

    /** Where inlets send their Pings to. */
    public Address address() {
        return options.worker();
    }

    /** How it behaves. */
    public OutletOptions options() {
        return options;
    }

    /** How many portals it has. */
    public int portals() {
        return portals.count();
    }

    /** Its portals at this moment. */
    public List<PortalInfo> open() {
        return portals.list();
    }

    /** Ends the portals whose peers don't pass the test; null is one without a channel. */
    public void retain(Predicate<@Nullable Identifier> allowed, String sentence) {
        portals.stop(portal -> !allowed.test(portal.peer()), sentence);
    }

    /** Ends its portals and takes no more, until {@link #resume}; our own inlets are told why. */
    public void pause(String reason) {
        paused = reason;
        portals.stop(portal -> true, reason);
    }

    /** Takes Pings again. */
    public void resume() {
        paused = null;
    }

    /** Takes no more Pings, and ends its portals. Idempotent. */
    @Override
    public void close() {
        closed = true;
        context.stop();
        portals.stop(portal -> true, CLOSED);
    }

    Node node() {
        return node;
    }

    /** When a quiet inlet is asked whether it is there. */
    Duration silence() {
        return silence;
    }

    OpenPortals all() {
        return portals;
    }

    PortalBuffers buffers() {
        return buffers;
    }

    void over(OutletPortal portal) {
        byInlet.remove(portal.key(), portal);
    }

    /** Finds the service's addresses, off the loop if that takes a question to anybody; then goes on on the loop. */
    void addresses(EventLoop loop, Consumer<InetAddress[]> found, Consumer<Throwable> failed) {
        if (literal != null) {
            found.accept(literal);
            return;
        }
        node.offload().execute(() -> {
            try {
                InetAddress[] all = InetAddress.getAllByName(options.service().host());
                loop.execute(() -> found.accept(all));
            } catch (UnknownHostException e) {
                loop.execute(() -> failed.accept(e));
            }
        });
    }

    private static InetAddress @Nullable [] literal(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        try {
            return new InetAddress[] {InetAddress.ofLiteral(brackets ? host.substring(1, host.length() - 1) : host)};
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The worker. What else the onward route holds is ignored (spec 03 section 1.6). The outlet's rule is applied here and
     * not at the mailbox, so that one of our own inlets hears that it was refused; to others we are as silent as Ockam.
     * On the carrier's loop, like the portal, so that what an inlet sends here comes before what it sends to the portal.
     */
    private final class Listener implements Worker {
        private volatile @Nullable Context running;

        @Override
        public void started(Context started) {
            running = started;
        }

        @Override
        public void handle(Message message, Address source) {
            boolean kept = false;
            try {
                if (message.returning().isEmpty()) {
                    LOG.debug(
                            "outlet {} was sent a message without a return route",
                            address().name());
                    return;
                }
                String why = paused;
                if (!options.incoming().allows(source, message)) {
                    refuse(message, new Extension.Closed(Reason.DENIED, DENIED));
                } else if (why != null) {
                    refuse(message, new Extension.Closed(Reason.PAUSED, why));
                } else if (PortalMessage.decode(message.payload()) instanceof PortalMessage.Ping ping) {
                    begin(message, source, ping.extension());
                } else {
                    kept = passOn(message);
                }
            } finally {
                if (!kept) {
                    message.release();
                }
            }
        }

        private void refuse(Message message, Extension.Closed closing) {
            LOG.debug("outlet {} doesn't let {} in: {}", address().name(), message.peer(), closing);
            Context here = running;
            if (here != null
                    && PortalMessage.decode(message.payload()) instanceof PortalMessage.Ping ping
                    && ping.extension() instanceof Extension.Hello) {
                PortalMessage end = new PortalMessage.Disconnect(closing);
                here.send(refusals, new Message(message.returning(), Route.of(refusals), end.encode(), null, null));
            }
        }

        private void begin(Message ping, Address source, @Nullable Extension extension) {
            Address carrier = ping.returning().first();
            EventLoop home = node.router().loopOf(source);
            EventLoop loop = home instanceof NettyLoop ? home : node.router().loopOf(carrier);
            if (loop == null) {
                portals.refused(ping.peer(), new PortalEnd(Reason.CARRIER_LOST, "a Ping came whose way back is gone"));
                return;
            }
            boolean placed = portals.reserve();
            OutletPortal portal =
                    new OutletPortal(Outlet.this, loops.nettyLoop(loop), ping, source, extension, !placed);
            if (placed) {
                portals.begun(portal);
                byInlet.put(portal.key(), portal);
            }
            node.router().start(portal, portal.loop, portal.mailbox());
            if (closed || paused != null) {
                portal.stop(CLOSED);
            }
        }

        /** An inlet that skips the handshake sends everything here, and one of ours what its client says before Pong. */
        private boolean passOn(Message message) {
            OutletPortal portal = byInlet.get(
                    new OutletPortal.Key(message.peer(), message.returning().last()));
            if (portal == null) {
                LOG.debug(
                        "outlet {} was sent something that is no Ping",
                        address().name());
                return false;
            }
            if (portal.loop.inEventLoop()) {
                portal.take(message);
            } else {
                portal.loop.execute(() -> portal.take(message));
            }
            return true;
        }
    }
}
