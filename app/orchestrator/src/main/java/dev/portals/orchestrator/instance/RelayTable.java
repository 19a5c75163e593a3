package dev.portals.orchestrator.instance;

import dev.portals.core.relay.RelayInfo;
import dev.portals.orchestrator.instance.RelayDirectory.Key;
import dev.portals.orchestrator.instance.RelayDirectory.Place;
import dev.portals.orchestrator.instance.RelayDirectory.Registration;
import dev.portals.transport.tcp.HostnamePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What this instance knows of relays: its own, and whether the database knows them too; and those of others. The last
 * registration of a name is the relay, wherever it was made. Thread-safe; it never waits, and never calls anybody while it
 * is locked.
 */
final class RelayTable {
    private final String self;
    private final Map<Key, Own> own = new HashMap<>();
    private final Map<Key, Elsewhere> elsewhere = new HashMap<>();
    private final Set<Registration> ended = new HashSet<>();

    private record Elsewhere(String instance, HostnamePort address) {}

    /** One relay of this instance. */
    private static final class Own {
        private final RelayInfo info;
        private final CompletableFuture<Void> known = new CompletableFuture<>();
        private Registration registration;
        /** When it was written down; 0 if it wasn't. */
        private long generation;

        private boolean published;

        Own(Key key, RelayInfo info) {
            this.info = info;
            this.registration = new Registration(key, UUID.randomUUID().toString(), true);
        }
    }

    /** What has to be done because of what others did. */
    sealed interface Step {
        /** Of which relay. */
        Key key();

        /** Ours is the relay no more. */
        record Displace(Key key, RelayInfo relay) implements Step {}

        /** It is at that instance now. */
        record Divert(Key key, HostnamePort instance) implements Step {}

        /** It is nowhere. */
        record Undivert(Key key) implements Step {}
    }

    /** What isn't written down yet. */
    record Unpublished(List<Registration> registered, List<Registration> ended) {
        boolean isEmpty() {
            return registered.isEmpty() && ended.isEmpty();
        }
    }

    RelayTable(String self) {
        this.self = self;
    }

    /** A relay was registered here. */
    synchronized CompletionStage<?> registered(Key key, RelayInfo info) {
        Own relay = new Own(key, info);
        own.put(key, relay);
        elsewhere.remove(key);
        return relay.known;
    }

    /** A relay that was registered here has ended. */
    synchronized void ended(Key key, RelayInfo info) {
        Own relay = own.get(key);
        if (relay != null && relay.info == info) {
            own.remove(key);
            ended.add(relay.registration);
            relay.known.cancel(false);
        }
    }

    synchronized Unpublished unpublished() {
        List<Registration> registered = own.values().stream()
                .filter(relay -> !relay.published)
                .map(relay -> relay.registration)
                .toList();
        return new Unpublished(registered, List.copyOf(ended));
    }

    /** Whether it is still the one here. */
    synchronized boolean isCurrent(Registration registration) {
        Own relay = own.get(registration.key());
        return relay != null && relay.registration.equals(registration);
    }

    /**
     * All that was written down.
     *
     * @return who waits to hear of it
     */
    synchronized List<CompletableFuture<Void>> published(Unpublished written, long generation) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (Registration registration : written.registered) {
            Own relay = own.get(registration.key());
            if (relay != null && relay.registration.equals(registration)) {
                relay.published = true;
                // One that was only told of again may have found the name taken.
                relay.generation = registration.isNew() ? generation : 0;
                waiting.add(relay.known);
            }
        }
        written.ended.forEach(ended::remove);
        return waiting;
    }

    /** Others may have taken us for dead: everything has to be told again, and counts less than what is newer. */
    synchronized void forgotten() {
        own.values().forEach(RelayTable::tellAgain);
    }

    private static void tellAgain(Own relay) {
        relay.published = false;
        relay.generation = 0;
        relay.registration = new Registration(
                relay.registration.key(), relay.registration.id(), relay.registration.isNew() && !isKnown(relay));
    }

    private static boolean isKnown(Own relay) {
        return relay.known.isDone();
    }

    /** What follows from places that have changed. */
    synchronized List<Step> learn(List<Place> places) {
        List<Step> steps = new ArrayList<>();
        places.forEach(place -> learn(place, steps));
        return steps;
    }

    /** What follows from the places of all relays that there are. */
    synchronized List<Step> learnAll(List<Place> places) {
        List<Step> steps = learn(places);
        Set<Key> gone = new HashSet<>(elsewhere.keySet());
        places.forEach(place -> gone.remove(place.key()));
        gone.forEach(key -> undivert(key, steps));
        return steps;
    }

    private void learn(Place place, List<Step> steps) {
        Key key = place.key();
        Own relay = own.get(key);
        String instance = place.instance();
        HostnamePort address = place.address();
        if (self.equals(instance)) {
            undivert(key, steps);
        } else if (instance == null || address == null) {
            if (relay != null && relay.published && relay.generation < place.changed()) {
                tellAgain(relay);
            }
            undivert(key, steps);
        } else if (relay == null) {
            divert(key, new Elsewhere(instance, address), steps);
        } else if (isOlder(relay, place)) {
            steps.add(new Step.Displace(key, relay.info));
            divert(key, new Elsewhere(instance, address), steps);
        }
    }

    private static boolean isOlder(Own relay, Place place) {
        return relay.published ? relay.generation < place.changed() : !relay.registration.isNew();
    }

    private void divert(Key key, Elsewhere place, List<Step> steps) {
        if (!place.equals(elsewhere.put(key, place))) {
            steps.add(new Step.Divert(key, place.address));
        }
    }

    private void undivert(Key key, List<Step> steps) {
        if (elsewhere.remove(key) != null) {
            steps.add(new Step.Undivert(key));
        }
    }

    /** What follows from a project's being started here. */
    synchronized List<Step> started(String projectId) {
        List<Step> steps = new ArrayList<>();
        elsewhere.forEach((key, place) -> {
            if (key.projectId().equals(projectId)) {
                steps.add(new Step.Divert(key, place.address));
            }
        });
        return steps;
    }

    /** Where a relay is that isn't here; null if it is nowhere. */
    synchronized @Nullable HostnamePort find(Key key) {
        Elsewhere place = elsewhere.get(key);
        return place == null ? null : place.address;
    }
}
