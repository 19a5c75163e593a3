package dev.portals.core.relay;

import dev.portals.core.codec.Bare;
import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.Delivery;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.FlowControls;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Route;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Registers this node at relay services (spec 03 section 2.2) and lets in what comes through its relays: with this
 * node's receiver in front, as Elixir nodes and ours send it, or without, as Rust nodes do.
 */
public final class RelayClient {
    /** How long a relay service may take; it answers at once or never. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Node node;

    /** For a node's relays. */
    public RelayClient(Node node) {
        this.node = node;
    }

    /**
     * Asks for the relay of that name and waits {@link #TIMEOUT}.
     *
     * @param relayNode leads to the relay node and no further: an encryptor, or a connection
     * @param name without {@code forward_to_}
     * @return fails with a {@link RelayException}
     */
    public CompletableFuture<RelayRegistration> register(Route relayNode, String name) {
        return register(relayNode, name, TIMEOUT);
    }

    /** The same with another time limit. */
    public CompletableFuture<RelayRegistration> register(Route relayNode, String name, Duration timeout) {
        return start(relayNode, RelayService.STATIC, name, name, timeout);
    }

    /** Asks for a relay of whatever name. */
    public CompletableFuture<RelayRegistration> registerEphemeral(Route relayNode, Duration timeout) {
        return start(relayNode, RelayService.EPHEMERAL, RelayRequest.EPHEMERAL, "", timeout);
    }

    private CompletableFuture<RelayRegistration> start(
            Route relayNode, Address service, String name, String suffix, Duration timeout) {
        EventLoop loop = relayNode.isEmpty() ? null : node.router().loopOf(relayNode.first());
        if (loop == null) {
            return CompletableFuture.failedFuture(
                    new RelayException(RelayException.Reason.UNREACHABLE, "there is no connection to the relay node"));
        }
        RelayReceiver receiver = new RelayReceiver(node.router(), node.randomAddress(), node.randomAddress(), suffix);
        FlowControls flows = node.flows();
        FlowControls.Producer producer = flows.producerFor(relayNode.first()).orElse(null);
        AccessControl outgoing =
                producer == null ? AccessControl.ALLOW_ALL : flows.outgoing(producer.flow(), producer.spawner());
        Context context = node.router()
                .start(
                        receiver,
                        loop,
                        Mailbox.of(receiver.inner(), AccessControl.DENY_ALL, outgoing),
                        Mailbox.open(receiver.receiver()));
        if (producer != null) {
            flows.addConsumer(receiver.receiver(), producer.flow());
            flows.addProducer(receiver.inner(), producer.flow(), producer.spawner());
        }
        receiver.failAfter(loop, timeout);
        receiver.endWith(node.router().whenStopped(relayNode.first(), receiver::close));
        Delivery delivery = context.send(
                receiver.receiver(),
                Message.of(
                        relayNode.append(service), Route.of(receiver.receiver()), Buffers.copyOf(Bare.string(name))));
        if (delivery != Delivery.SENT) {
            receiver.fail(RelayException.Reason.UNREACHABLE, "the relay node can't be reached: " + delivery);
        }
        return receiver.confirmed();
    }
}
