package dev.portals.core.credential;

import dev.portals.core.identity.Identifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps attributes in memory. */
final class MemoryAttributeStore implements AttributeStore {
    private final Map<Identifier, AttributesEntry> entries;

    MemoryAttributeStore(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Identifier, AttributesEntry> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized void put(Identifier subject, AttributesEntry entry) {
        entries.put(subject, entry);
    }

    @Override
    public synchronized Optional<AttributesEntry> find(Identifier subject, Identifier authority, long now) {
        AttributesEntry entry = entries.get(subject);
        if (entry != null && entry.isExpired(now)) {
            entries.remove(subject);
            entry = null;
        }
        return entry != null && Objects.equals(entry.attestedBy(), authority) ? Optional.of(entry) : Optional.empty();
    }

    synchronized int size() {
        return entries.size();
    }
}
