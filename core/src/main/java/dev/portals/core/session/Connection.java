package dev.portals.core.session;

import dev.portals.core.routing.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a session keeps: a connection, of however many layers, to another node. */
public interface Connection {
    /** Leads to the other node and no further; {@code echo} is appended for pings. */
    Route pingRoute();

    /** Completed, in whichever way, when the connection is known to be gone. */
    CompletableFuture<?> closed();

    /**
     * A number that grows with everything that arrives over the connection. While it grows the other node is alive,
     * however long its answers to pings wait behind bulk data. A constant says nothing.
     */
    default long received() {
        return 0;
    }

    /** Ends it, the innermost layer first. Idempotent; called on the session's loop. */
    void close();

    /** One layer of a connection: a TCP connection, a secure channel. */
    interface Layer {
        /** Completed, in whichever way, when it is gone. */
        CompletableFuture<?> closed();

        /** Ends it and tells the other side. */
        void close();
    }

    /**
     * A connection of several layers. It is gone when one of them is; and it is closed from the inside, so that every
     * layer's last message can still leave (spec 03 section 7, item 22).
     *
     * @param outerFirst in the order they were made
     */
    static Connection of(Route pingRoute, List<? extends Layer> outerFirst) {
        return new LayeredConnection(pingRoute, outerFirst);
    }
}
