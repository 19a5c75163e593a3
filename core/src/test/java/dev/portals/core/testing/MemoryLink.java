package dev.portals.core.testing;

import dev.portals.core.routing.AccessControl;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.Mailbox;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Node;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transport connection in memory between two nodes, with the addresses, rules and flow controls of a TCP connection
 * (spec 01 section 5.2). What crosses it loses its local info and its origin, as on a wire.
 */
public final class MemoryLink {
    /** One end. */
    public static final class End {
        private final Node node;
        private final Address sender;
        private final Address receiver;
        private final FlowControlId flow;
        private @Nullable Context senderContext;
        private @Nullable Context receiverContext;

        private End(Node node) {
            this.node = node;
            this.sender = node.randomAddress();
            this.receiver = node.randomAddress();
            this.flow = FlowControlId.random(node.random());
        }

        /** Where to send to reach the other end. */
        public Address sender() {
            return sender;
        }

        /** What comes in here. */
        public FlowControlId flow() {
            return flow;
        }
    }

    private final End left;
    private final End right;
    private UnaryOperator<@Nullable Message> toRight = UnaryOperator.identity();
    private UnaryOperator<@Nullable Message> toLeft = UnaryOperator.identity();
    private boolean cut;

    private MemoryLink(End left, End right) {
        this.left = left;
        this.right = right;
    }

    /** Connects two nodes; the left one connected, the right one accepted on a listener with that flow. */
    public static MemoryLink connect(Node left, Node right, @Nullable FlowControlId listener) {
        MemoryLink link = new MemoryLink(new End(left), new End(right));
        link.start(link.left, link.right, null, true);
        link.start(link.right, link.left, listener, false);
        return link;
    }

    private void start(End end, End other, @Nullable FlowControlId spawner, boolean isLeft) {
        Worker senderWorker = new Worker() {
            @Override
            public void handle(Message message, Address source) {
                Message crossing = new Message(
                        message.onward().rest(),
                        message.returning(),
                        Buffers.copyOf(Buffers.toBytes(message.payload())),
                        null,
                        null);
                Message seen = (isLeft ? toRight : toLeft).apply(crossing);
                if (seen != null && !cut) {
                    other.node.loops().getFirst().execute(() -> arrive(other, seen));
                }
            }

            @Override
            public Outflow outflow(Route rest) {
                return ALWAYS;
            }
        };
        end.senderContext = end.node
                .router()
                .start(
                        senderWorker,
                        end.node.nextLoop(),
                        new Mailbox(end.sender, AccessControl.ALLOW_ALL, AccessControl.DENY_ALL, true, null));
        end.receiverContext = end.node
                .router()
                .start(
                        (message, source) -> message.release(),
                        end.node.nextLoop(),
                        Mailbox.of(
                                end.receiver,
                                AccessControl.DENY_ALL,
                                end.node.flows().outgoing(end.flow, spawner)));
        end.node.flows().addProducer(end.receiver, end.flow, spawner, end.sender);
    }

    private void arrive(End end, Message message) {
        Context context = end.receiverContext;
        if (cut || context == null || message.onward().isEmpty()) {
            message.release();
            return;
        }
        context.send(message.withRoutes(message.onward(), message.returning().prepend(end.sender)));
    }

    /** The end of the node that connected. */
    public End left() {
        return left;
    }

    /** The end of the node that accepted. */
    public End right() {
        return right;
    }

    /** Sees, changes or (with null) swallows what goes from left to right. */
    public void tapToRight(UnaryOperator<@Nullable Message> tap) {
        toRight = tap;
    }

    /** Sees, changes or (with null) swallows what goes from right to left. */
    public void tapToLeft(UnaryOperator<@Nullable Message> tap) {
        toLeft = tap;
    }

    /** Ends the connection at both ends, as when a TCP connection breaks. */
    public void cut() {
        cut = true;
        for (End end : new End[] {left, right}) {
            if (end.senderContext != null) {
                end.senderContext.stop();
            }
            if (end.receiverContext != null) {
                end.receiverContext.stop();
            }
        }
    }

    private static final Outflow ALWAYS = new Outflow() {
        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void whenWritable(dev.portals.core.routing.EventLoop loop, Runnable task) {
            loop.execute(task);
        }
    };
}
