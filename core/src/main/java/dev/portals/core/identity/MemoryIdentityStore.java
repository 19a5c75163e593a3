package dev.portals.core.identity;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory. */
final class MemoryIdentityStore implements IdentityStore {
    private record PurposeKeyName(Identifier identifier, Purpose purpose) {}

    private final int mostPeers;
    private final Map<Identifier, ChangeHistory> histories = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<PurposeKeyName, PurposeKeyAttestation> purposeKeys = new HashMap<>();
    private final Names names = new Names();

    MemoryIdentityStore(int mostPeers) {
        this.mostPeers = mostPeers;
    }

    @Override
    public synchronized Optional<ChangeHistory> find(Identifier identifier) {
        return Optional.ofNullable(histories.get(identifier));
    }

    @Override
    public synchronized boolean replace(Identifier identifier, @Nullable ChangeHistory expected, ChangeHistory next) {
        if (!Objects.equals(histories.get(identifier), expected)) {
            return false;
        }
        histories.put(identifier, next);
        if (histories.size() > mostPeers) {
            evict(identifier);
        }
        return true;
    }

    private void evict(Identifier newest) {
        for (Iterator<Identifier> eldest = histories.keySet().iterator(); eldest.hasNext(); ) {
            Identifier candidate = eldest.next();
            if (!candidate.equals(newest) && !names.isKept(candidate)) {
                eldest.remove();
                return;
            }
        }
    }

    @Override
    public synchronized void keep(Identifier identifier) {
        names.keep(identifier);
    }

    @Override
    public synchronized SortedMap<String, Identifier> own() {
        return names.own();
    }

    @Override
    public synchronized Optional<String> defaultName() {
        return names.defaultName();
    }

    @Override
    public synchronized void name(String name, Identifier identifier) {
        names.name(name, identifier);
    }

    @Override
    public synchronized void makeDefault(String name) {
        names.makeDefault(name);
    }

    @Override
    public synchronized boolean removeName(String name) {
        return names.remove(name);
    }

    @Override
    public synchronized Optional<PurposeKeyAttestation> purposeKey(Identifier identifier, Purpose purpose) {
        return Optional.ofNullable(purposeKeys.get(new PurposeKeyName(identifier, purpose)));
    }

    @Override
    public synchronized void putPurposeKey(Identifier identifier, Purpose purpose, PurposeKeyAttestation attestation) {
        purposeKeys.put(new PurposeKeyName(identifier, purpose), attestation);
    }
}
