package dev.portals.core.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Told of the relays of a service, on any thread and one at a time; it must not wait. */
public interface RelayListener {
    /** Nobody. */
    RelayListener NONE = new RelayListener() {
        @Override
        public CompletionStage<?> registered(RelayInfo relay) {
            return CompletableFuture.completedStage(relay);
        }

        @Override
        public void ended(RelayInfo relay) {}
    };

    /**
     * A relay was registered, or registered again.
     *
     * @return the registrant gets its confirmation when this is completed, however that is
     */
    CompletionStage<?> registered(RelayInfo relay);

    /** A relay that was registered has ended, or was registered again, which is told next. */
    void ended(RelayInfo relay);
}
