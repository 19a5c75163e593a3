package dev.portals.core.relay;

import dev.portals.core.routing.Route;
import java.util.concurrent.CompletionStage;

/** How a service reaches a relay that was registered with another service. */
@FunctionalInterface
public interface RelayDetour {
    /**
     * Opens a way that leads to the relay, its address included. Asked for when there is a message and no way, on a loop:
     * it must not wait. The way is used until the worker at its first hop stops.
     */
    CompletionStage<Route> open();
}
