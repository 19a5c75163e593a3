package dev.portals.core.relay;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Route;
import java.util.concurrent.CompletableFuture;

/** A relay that this node has, until it is closed or the connection to the relay node is gone. */
public interface RelayRegistration extends AutoCloseable {
    /** Its address at the relay node, {@code forward_to_x}. */
    Address relay();

    /** From this node to the relay. */
    Route route();

    /** Where what comes through the relay enters this node. */
    Address receiver();

    /** Completed when it has been closed or its connection is gone. */
    CompletableFuture<Void> closed();

    /**
     * Takes nothing more from the relay; the relay node isn't told, because there is no message for it. Idempotent,
     * callable from any thread.
     */
    @Override
    void close();
}
