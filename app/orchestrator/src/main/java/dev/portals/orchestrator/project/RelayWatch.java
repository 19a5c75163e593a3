package dev.portals.orchestrator.project;

import dev.portals.core.relay.RelayInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Told of the relays of all projects behind a gateway, on any thread, those of one project one at a time; it must not wait. */
public interface RelayWatch {
    /** Nobody. */
    RelayWatch NONE = new RelayWatch() {
        @Override
        public CompletionStage<?> registered(String projectId, RelayInfo relay) {
            return CompletableFuture.completedStage(relay);
        }

        @Override
        public void ended(String projectId, RelayInfo relay) {}
    };

    /**
     * A relay was registered, or registered again.
     *
     * @return the registrant gets its confirmation when this is completed, however that is
     */
    CompletionStage<?> registered(String projectId, RelayInfo relay);

    /** A relay that was registered has ended; told by the same object. */
    void ended(String projectId, RelayInfo relay);
}
