package dev.portals.core.routing;

/** What became of a message that was sent inside the node. Nothing is told to any peer. */
public enum Delivery {
    /** It is with the worker, or in its queue. */
    SENT,
    /** The sender's outgoing rule refused it; that is no error of the sender's. */
    DENIED,
    /** No worker has the first onward address, or it isn't a local one. */
    NO_SUCH_ADDRESS,
    /** The onward route is empty. */
    INCOMPLETE_ROUTE
}
