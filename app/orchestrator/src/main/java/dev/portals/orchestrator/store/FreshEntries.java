package dev.portals.orchestrator.store;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers rows for some seconds. What was changed here is seen here at once. Thread-safe. */
final class FreshEntries<K, V> {
    private record Entry<V>(V value, long readAt) {}

    private final RecentlyUsed<K, Entry<V>> entries;
    private final long seconds;
    private final InstantSource clock;
    private long changes;

    FreshEntries(int most, long seconds, InstantSource clock) {
        this.seconds = seconds;
        this.clock = clock;
        this.entries = new RecentlyUsed<>(most);
    }

    Optional<V> get(K key, Supplier<Optional<V>> row) {
        long before;
        long now = clock.instant().getEpochSecond();
        synchronized (this) {
            Entry<V> entry = entries.get(key);
            if (entry != null && Math.abs(now - entry.readAt) < seconds) {
                return Optional.of(entry.value);
            }
            before = changes;
        }
        Optional<V> value = row.get();
        synchronized (this) {
            // A row that was read while it was being changed may be the old one.
            if (before == changes) {
                value.ifPresentOrElse(read -> entries.put(key, new Entry<>(read, now)), () -> entries.remove(key));
            }
        }
        return value;
    }

    synchronized void put(K key, V value) {
        changes++;
        entries.put(key, new Entry<>(value, clock.instant().getEpochSecond()));
    }

    synchronized void remove(K key) {
        changes++;
        entries.remove(key);
    }
}
