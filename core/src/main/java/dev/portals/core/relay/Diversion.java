package dev.portals.core.relay;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for a relay that lives elsewhere: passes on what is sent to it like a relay whose target is that other relay.
 * The way there is opened for the first message, and again after it has ended; meanwhile a few messages wait.
 */
final class Diversion implements Worker {
    /** What waits for the way: the beginnings of handshakes, which are short. */
    static final int MOST_WAITING = 64;

    static final int MOST_WAITING_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Diversion.class);

    private final Node node;
    private final RelayDetour detour;
    private final LongAdder messages;
    private final LongAdder bytes;
    private final Queue<Message> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean opening;
    private boolean ended;
    private @Nullable Context context;
    private EventLoop.Timer watch = () -> {};
    private volatile @Nullable Relay way;
    private volatile @Nullable Address next;

    Diversion(Node node, RelayDetour detour, LongAdder messages, LongAdder bytes) {
        this.node = node;
        this.detour = detour;
        this.messages = messages;
        this.bytes = bytes;
    }

    /** Whether that is where messages leave here. */
    boolean leadsTo(Address address) {
        Address first = next;
        return first != null && first.equals(address);
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        Relay open = way;
        if (open != null) {
            open.handle(message, source);
            return;
        }
        int length = message.payload().readableBytes();
        if (waiting.size() >= MOST_WAITING || waitingBytes + length > MOST_WAITING_BYTES) {
            message.release();
            return;
        }
        waiting.add(message);
        waitingBytes += length;
        if (!opening) {
            open();
        }
    }

    private void open() {
        Context running = context;
        if (running != null) {
            opening = true;
            detour.open()
                    .whenComplete((route, failure) -> running.loop().execute(() -> opened(running, route, failure)));
        }
    }

    private void opened(Context running, @Nullable Route route, @Nullable Throwable failure) {
        opening = false;
        if (ended || route == null || route.isEmpty()) {
            LOG.debug("no way to {}: {}", running.address(), String.valueOf(failure));
            forget();
            return;
        }
        Relay relay = new Relay(node.router(), node.flows(), route, messages, bytes);
        relay.started(running);
        way = relay;
        next = route.first();
        watch = node.router().whenStopped(route.first(), () -> running.loop().execute(() -> lost(relay)));
        for (Message message = waiting.poll(); message != null; message = waiting.poll()) {
            try {
                relay.handle(message, running.address());
            } catch (DecodeException e) {
                LOG.debug("{} dropped a message: {}", running.address(), e.getMessage());
            }
        }
        waitingBytes = 0;
    }

    private void lost(Relay relay) {
        if (way == relay) {
            way = null;
            next = null;
        }
    }

    private void forget() {
        waiting.forEach(Message::release);
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public void stopped() {
        ended = true;
        watch.cancel();
        way = null;
        forget();
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        Relay open = way;
        return open == null ? null : open.outflow(rest);
    }
}
