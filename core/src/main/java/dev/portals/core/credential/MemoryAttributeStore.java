package dev.portals.core.credential;

import dev.portals.core.identity.Identifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps attributes in memory. */
final class MemoryAttributeStore implements AttributeStore {
    private final Map<Key, AttributesEntry> entries;

    /** Who it is about, and who says it. */
    private record Key(Identifier subject, @Nullable Identifier authority) {}

    /** @param most how many entries it has at most; the one that was used longest ago goes first */
    MemoryAttributeStore(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, AttributesEntry> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized void put(Identifier subject, AttributesEntry entry) {
        entries.put(new Key(subject, entry.attestedBy()), entry);
    }

    @Override
    public synchronized Optional<AttributesEntry> find(Identifier subject, Identifier authority, long now) {
        Key key = new Key(subject, authority);
        AttributesEntry entry = entries.get(key);
        if (entry != null && entry.isExpired(now)) {
            entries.remove(key);
            entry = null;
        }
        return Optional.ofNullable(entry);
    }

    synchronized int size() {
        return entries.size();
    }
}
