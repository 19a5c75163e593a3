package dev.portals.core.routing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The way from the connections of one node, the outer one, into another of the same process on the same loops, the inner
 * one (spec 04 section 4.1). For each connection that uses it, there is a link in the inner node, which stands there for
 * the connection: it is a producer, it lives on the connection's loop, and ends with it.
 *
 * <pre>
 *                 onward                     returning
 * outer           front, api                 connection, c
 *  inner          api                        link, c
 *  inner          link, c                    d
 * outer           connection, c              front, d
 * </pre>
 *
 * <p>Payload and origin cross as they are, so that back-pressure works through it; who the peer is never does. What comes
 * in reaches only the consumers of {@link #entrance()}.
 */
public final class Bridge implements AutoCloseable {
    private final Node outer;
    private final Address front;
    private final Node inner;
    private final FlowControlId entrance;
    private final Address entranceAddress;
    private final Map<Address, Link> links = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Nothing can be reached through it yet.
     *
     * @param front the worker of the outer node that hands on what is for the inner one, as the outer node's peers call it
     */
    public Bridge(Node outer, Address front, Node inner) {
        this.outer = outer;
        this.front = front;
        this.inner = inner;
        this.entrance = FlowControlId.random(inner.random());
        this.entranceAddress = inner.randomAddress();
        inner.flows().addSpawner(entranceAddress, entrance);
    }

    /** The flow of what comes in, in the inner node: register there what may be reached. */
    public FlowControlId entrance() {
        return entrance;
    }

    /** Whether what comes in may be for that address of the inner node. */
    public boolean admits(Address address) {
        return inner.flows().isConsumer(address, entrance);
    }

    /** How many connections use it. */
    public int links() {
        return links.size();
    }

    /**
     * Takes a message that came out of a connection of the outer node into the inner one. Called on the connection's loop.
     *
     * @param message its return route begins with the sender of the connection that it came by; it is given away
     * @param onward its route in the inner node
     * @param source where it came from in the outer node: the producer that the sender belongs to
     */
    public void enter(Message message, Route onward, Address source) {
        Link link =
                message.returning().isEmpty() ? null : link(message.returning().first(), source);
        if (link == null || onward.isEmpty()) {
            message.release();
        } else {
            link.enter(message, onward);
        }
    }

    private @Nullable Link link(Address connection, Address source) {
        Link link = links.get(connection);
        if (link == null) {
            link = open(connection, source);
        }
        return link != null && link.source.equals(source) ? link : null;
    }

    private @Nullable Link open(Address connection, Address source) {
        EventLoop loop = outer.router().loopOf(connection);
        FlowControls.Producer producer = outer.flows().producer(source).orElse(null);
        if (closed
                || loop == null
                || producer == null
                || !producer.equals(outer.flows().producerFor(connection).orElse(null))) {
            return null;
        }
        Link link = new Link(connection, source);
        links.put(connection, link);
        link.start(loop);
        if (closed) {
            link.end();
        }
        return link;
    }

    /** Lets nothing through any more: every link ends, and what is built on it. Idempotent. */
    @Override
    public void close() {
        closed = true;
        links.values().forEach(Link::end);
        inner.flows().forget(entranceAddress);
    }

    /** What stands for one connection in the inner node. */
    private final class Link implements Worker {
        private final Address connection;
        private final Address source;
        private final Address sender = inner.randomAddress();
        private final Address receiver = inner.randomAddress();
        private EventLoop.Timer watch = () -> {};
        private @Nullable Context context;
        private @Nullable Context leaving;

        Link(Address connection, Address source) {
            this.connection = connection;
            this.source = source;
        }

        void start(EventLoop loop) {
            FlowControlId flow = FlowControlId.random(inner.random());
            inner.flows().addProducer(receiver, flow, entrance, sender);
            leaving = outer.router()
                    .start(
                            (message, from) -> message.release(),
                            loop,
                            Mailbox.of(
                                    outer.randomAddress(),
                                    AccessControl.DENY_ALL,
                                    AccessControl.towards(Set.of(connection))));
            context = inner.router()
                    .start(
                            this,
                            loop,
                            new Mailbox(sender, AccessControl.ALLOW_ALL, AccessControl.DENY_ALL, true, null),
                            Mailbox.of(
                                    receiver,
                                    AccessControl.DENY_ALL,
                                    inner.flows().outgoing(flow, entrance)));
            watch = outer.router().whenStopped(connection, this::end);
        }

        void enter(Message message, Route onward) {
            Context running = context;
            if (running == null) {
                message.release();
                return;
            }
            running.send(
                    receiver,
                    new Message(
                            onward,
                            message.returning().rest().prepend(sender),
                            message.payload(),
                            null,
                            message.origin()));
        }

        @Override
        public void handle(Message message, Address from) {
            Route returning = message.returning();
            Context sending = leaving;
            if (sending == null) {
                message.release();
                return;
            }
            sending.send(new Message(
                    message.onward().rest().prepend(connection),
                    // What has no way back gets none.
                    returning.isEmpty() ? returning : returning.prepend(front),
                    message.payload(),
                    null,
                    message.origin()));
        }

        @Override
        public @Nullable Outflow outflow(Route rest) {
            return outer.router().outflow(rest.prepend(connection));
        }

        /** On the loop, and after what waits there: a channel that is being closed still says so. */
        void end() {
            Context running = context;
            if (running != null) {
                running.loop().execute(running::stop);
            }
        }

        @Override
        public void stopped() {
            watch.cancel();
            if (leaving != null) {
                leaving.stop();
            }
            links.remove(connection, this);
        }
    }
}
