package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import dev.portals.transport.testing.Await;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The other end of a portal as another program would be: hand-made messages, no extension. */
final class FakeEnd implements Worker {
    record Received(String hex, Route returning) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicLong carried = new AtomicLong();
    private final Context context;

    FakeEnd(Node node, String name) {
        context = node.router().start(this, node.nextLoop(), Mailbox.open(Address.local(name)));
    }

    @Override
    public void handle(Message message, Address source) {
        if (PortalMessage.decode(message.payload()) instanceof PortalMessage.Payload payload) {
            carried.addAndGet(payload.length());
        }
        String hex = ByteBufUtil.hexDump(message.payload());
        message.release();
        received.add(new Received(hex, message.returning()));
    }

    void send(Route onward, String hex) {
        send(onward, Route.of(context.address()), hex, null);
    }

    void send(Route onward, Route returning, String hex, @Nullable Identifier peer) {
        Message message = new Message(onward, returning, Buffers.copyOf(ByteBufUtil.decodeHexDump(hex)), peer, null);
        // As from a carrier: on its own loop, so that order is kept.
        context.loop().execute(() -> context.send(message));
    }

    Received next() {
        try {
            Received next = received.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no message came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes of payloads that came. */
    long carried() {
        return carried.get();
    }

    boolean heardNothing() {
        return received.isEmpty();
    }

    void stop() {
        context.stop();
    }
}
