package dev.portals.core.session;

import dev.portals.core.routing.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** See {@link Connection#of}. */
record LayeredConnection(Route pingRoute, List<? extends Layer> outerFirst, CompletableFuture<Void> closed)
        implements Connection {
    LayeredConnection(Route pingRoute, List<? extends Layer> outerFirst) {
        this(pingRoute, List.copyOf(outerFirst), new CompletableFuture<>());
        for (Layer layer : outerFirst) {
            layer.closed().whenComplete((value, failure) -> closed.complete(null));
        }
    }

    @Override
    public void close() {
        for (Layer layer : outerFirst.reversed()) {
            layer.close();
        }
    }
}
