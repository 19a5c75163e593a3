package dev.portals.core.relay;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.FlowControlId;
import dev.portals.core.routing.FlowControls;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Router;
import dev.portals.core.routing.Worker;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what is sent to {@code forward_to_x}: its own address is replaced by the registrant's whole route; return
 * route, payload, local info and origin stay as they are, and nothing is copied (spec 04 section 4.4).
 */
final class Relay implements Worker {
    private final Router router;
    private final FlowControls flows;
    private final Route target;
    private final @Nullable FlowControlId targetFlow;
    private final LongAdder messages;
    private final LongAdder bytes;
    private @Nullable Context context;

    /**
     * The last way back that was opened. Compared by identity: transports and channels put the same object in front of
     * every return route, and a namesake that comes later is opened anew.
     */
    private @Nullable Address opened;

    Relay(Router router, FlowControls flows, Route target, LongAdder messages, LongAdder bytes) {
        this.router = router;
        this.flows = flows;
        this.target = target;
        this.targetFlow = flows.producerFor(target.first())
                .map(FlowControls.Producer::flow)
                .orElse(null);
        this.messages = messages;
        this.bytes = bytes;
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void handle(Message message, Address source) {
        Context sender = context;
        Route rest = message.onward().rest();
        if (sender == null || rest.isEmpty() || message.returning().isEmpty()) {
            message.release();
            throw new DecodeException("a message through a relay goes on behind it and has a way back");
        }
        Address previous = message.returning().first();
        if (previous != opened) {
            open(previous);
            opened = previous;
        }
        messages.increment();
        bytes.add(message.payload().readableBytes());
        sender.send(message.withOnward(rest.prepend(target)));
    }

    /**
     * Lets the two ends reach each other without the relay, as channels do after their first message (spec 03 section
     * 5.3).
     */
    private void open(Address previous) {
        Address next = target.first();
        if (targetFlow != null && !flows.isConsumer(previous, targetFlow)) {
            flows.addConsumer(previous, targetFlow);
        }
        flows.producerFor(previous).ifPresent(producer -> {
            if (!flows.isConsumer(next, producer.flow())) {
                flows.addConsumer(next, producer.flow());
            }
        });
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        return router.outflow(rest.prepend(target));
    }
}
