package dev.portals.core.routing;

import io.netty.buffer.ByteBuf;

/** What a running worker may do: send from its own mailboxes, and stop. Callable from any thread. */
public interface Context {
    /** The node it runs in. */
    Node node();

    /** Its home loop. */
    EventLoop loop();

    /** Its primary address. */
    Address address();

    /** Sends from the primary mailbox. The message's payload is given away whatever comes of it. */
    default Delivery send(Message message) {
        return send(address(), message);
    }

    /**
     * Sends from one of the worker's mailboxes. The message's payload is given away whatever comes of it.
     *
     * @throws IllegalArgumentException if the mailbox isn't the worker's
     */
    Delivery send(Address mailbox, Message message);

    /** Sends a payload of this worker's own from its primary mailbox, which is also the return route. */
    default Delivery send(Route onward, ByteBuf payload) {
        return send(Message.of(onward, Route.of(address()), payload));
    }

    /** Takes another mailbox, as long as the worker runs. */
    void addMailbox(Mailbox mailbox);

    /** Stops the worker and frees all its addresses. Idempotent. */
    void stop();
}
