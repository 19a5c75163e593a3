package dev.portals.core.channel;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Worker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes every message that reaches its address as the beginning of a handshake, and starts a responder for it on the loop
 * where the message came in (spec 02 section 5.3). Thread-safe.
 */
public final class ChannelListener implements Worker {
    private final SecureChannels channels;
    private final ChannelOptions options;
    private final Address address;
    private final FlowControlId flow;
    private final Consumer<SecureChannel> opened;
    private final SequencedSet<HandshakeWorker> halfOpen = new LinkedHashSet<>();
    private volatile @Nullable Context context;

    ChannelListener(SecureChannels channels, ChannelOptions options, Address address, Consumer<SecureChannel> opened) {
        this.channels = channels;
        this.options = options;
        this.address = address;
        this.opened = opened;
        this.flow = FlowControlId.random(channels.node().random());
    }

    /** Where handshakes begin. */
    public Address address() {
        return address;
    }

    /** The flow of everything that comes out of channels made here: register consumers for it. */
    public FlowControlId flow() {
        return flow;
    }

    /** How many handshakes have begun and not ended. */
    public int halfOpen() {
        synchronized (halfOpen) {
            return halfOpen.size();
        }
    }

    /** Takes no more handshakes and gives up those that have begun; channels that are up stay. */
    public void close() {
        Context running = context;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void started(Context running) {
        context = running;
    }

    /** The router calls this with a message 1. */
    @Override
    public void handle(Message message, Address source) {
        Context running = context;
        int length = message.payload().readableBytes();
        if (running == null || length < NoiseXX.MIN_MESSAGE_1 || length > NoiseXX.MAX_MESSAGE) {
            message.release();
            return;
        }
        Node node = channels.node();
        ChannelAddresses addresses = ChannelAddresses.random(node, flow);
        EventLoop sourceLoop = node.router().loopOf(source);
        EventLoop loop = sourceLoop == null ? running.loop() : sourceLoop;
        HandshakeWorker responder = new HandshakeWorker(channels, loop, options, addresses, null, this::over);
        responder.ready().thenAccept(opened);
        HandshakeWorker oldest = null;
        synchronized (halfOpen) {
            halfOpen.add(responder);
            if (halfOpen.size() > options.halfOpenLimit()) {
                oldest = halfOpen.removeFirst();
            }
        }
        if (oldest != null) {
            oldest.abandon("too many handshakes have begun");
        }
        node.router().start(responder, loop, Mailbox.open(addresses.decryptor()));
        for (FlowControlId consumed : node.flows().flowsOf(address)) {
            node.flows().addConsumer(addresses.decryptor(), consumed);
        }
        running.send(message.withOnward(message.onward().rest().prepend(addresses.decryptor())));
    }

    private void over(HandshakeWorker responder) {
        synchronized (halfOpen) {
            halfOpen.remove(responder);
        }
    }

    /** The router calls this when the listener has been stopped. */
    @Override
    public void stopped() {
        List<HandshakeWorker> begun;
        synchronized (halfOpen) {
            begun = new ArrayList<>(halfOpen);
        }
        begun.forEach(responder -> responder.abandon("the listener was stopped"));
    }

    /** The listener's mailbox. */
    Mailbox mailbox() {
        return Mailbox.of(address, AccessControl.ALLOW_ALL, AccessControl.ALLOW_ALL);
    }
}
