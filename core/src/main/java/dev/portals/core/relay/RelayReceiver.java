package dev.portals.core.relay;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Context;
import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Router;
import dev.portals.core.routing.Worker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The registrant's end of one relay. It is registered under its outer address (Ockam's {@code main_remote}); what comes
 * in there leaves from the inner one, which may reach what the connection to the relay node may reach and no more.
 */
final class RelayReceiver implements Worker {
    /** Bytes of a confirmation: a name with a prefix. */
    private static final int MAX_CONFIRMATION = 8 * 1024;

    private final Router router;
    private final Address inner;
    private final Address receiver;
    private final String suffix;
    private final CompletableFuture<RelayRegistration> confirmed = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile EventLoop.Timer watch = () -> {};
    private @Nullable Context context;

    /**
     * A receiver that waits for its confirmation.
     *
     * @param suffix what the confirmation ends with
     */
    RelayReceiver(Router router, Address inner, Address receiver, String suffix) {
        this.router = router;
        this.inner = inner;
        this.receiver = receiver;
        this.suffix = suffix;
    }

    Address inner() {
        return inner;
    }

    Address receiver() {
        return receiver;
    }

    CompletableFuture<RelayRegistration> confirmed() {
        return confirmed;
    }

    void failAfter(EventLoop loop, Duration timeout) {
        EventLoop.Timer timer = loop.schedule(
                timeout, () -> fail(RelayException.Reason.NO_ANSWER, "the relay node did not answer in " + timeout));
        confirmed.whenComplete((registration, failure) -> {
            timer.cancel();
            if (failure != null) {
                close();
            }
        });
    }

    void endWith(EventLoop.Timer watching) {
        watch = watching;
        closed.thenRun(watching::cancel);
    }

    void fail(RelayException.Reason reason, String message) {
        confirmed.completeExceptionally(new RelayException(reason, message));
    }

    void close() {
        router.stop(inner);
    }

    @Override
    public void started(Context started) {
        context = started;
    }

    @Override
    public void stopped() {
        watch.cancel();
        confirmed.completeExceptionally(
                new RelayException(RelayException.Reason.CLOSED, "the connection to the relay node was closed"));
        closed.complete(null);
    }

    @Override
    public void handle(Message message, Address source) {
        Route rest = message.onward().rest();
        if (rest.isEmpty()) {
            confirm(message);
            return;
        }
        Context sender = context;
        if (sender == null || rest.first().equals(receiver)) {
            message.release();
            throw new DecodeException("a relayed message would go in a circle");
        }
        sender.send(inner, message.withOnward(rest));
    }

    private void confirm(Message message) {
        if (message.payload().readableBytes() > MAX_CONFIRMATION) {
            message.release();
            throw new DecodeException("a confirmation is too long");
        }
        byte[] payload = Buffers.toBytes(message.payload());
        if (!Bare.readString(payload, 0, payload.length).endsWith(suffix)) {
            throw new DecodeException("a confirmation is for another relay");
        }
        Address relay = message.returning().last();
        if (!relay.isLocal()) {
            throw new DecodeException("a relay has a local address at its node");
        }
        confirmed.complete(new Confirmed(relay, message.returning()));
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        return rest.isEmpty() ? null : router.outflow(rest);
    }

    private final class Confirmed implements RelayRegistration {
        private final Address relay;
        private final Route route;

        Confirmed(Address relay, Route route) {
            this.relay = relay;
            this.route = route;
        }

        @Override
        public Address relay() {
            return relay;
        }

        @Override
        public Route route() {
            return route;
        }

        @Override
        public Address receiver() {
            return receiver;
        }

        @Override
        public CompletableFuture<Void> closed() {
            return closed.copy();
        }

        @Override
        public void close() {
            RelayReceiver.this.close();
        }
    }
}
