package dev.portals.core.routing;

/**
 * Something that has addresses in a node and reacts to messages, one at a time, on its home loop (spec 01 section 4.2).
 */
public interface Worker {
    /** Called once on the home loop before the first message. */
    default void started(Context context) {}

    /**
     * Takes a message that passed both access controls. It owns the payload. {@code message.onward().first()} is the
     * address it was sent to. A {@link dev.portals.core.codec.DecodeException} is logged as the sender's fault; nothing is
     * ever sent back for it.
     *
     * @param source the address of the mailbox it was sent from, checked by the router
     */
    void handle(Message message, Address source);

    /** Called once on the home loop after the last message. */
    default void stopped() {}

    /**
     * The socket that a message sent to this worker leaves through in the end, or null if it stays in the node.
     *
     * @param rest the route behind the worker's own address
     */
    default @org.jspecify.annotations.Nullable Outflow outflow(Route rest) {
        return null;
    }
}
