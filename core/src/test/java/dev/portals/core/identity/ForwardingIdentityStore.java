package dev.portals.core.identity;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A store over another one, for tests that change one of its answers. */
class ForwardingIdentityStore implements IdentityStore {
    private final IdentityStore store;

    ForwardingIdentityStore(IdentityStore store) {
        this.store = store;
    }

    @Override
    public Optional<ChangeHistory> find(Identifier identifier) {
        return store.find(identifier);
    }

    @Override
    public boolean replace(Identifier identifier, @Nullable ChangeHistory expected, ChangeHistory next) {
        return store.replace(identifier, expected, next);
    }

    @Override
    public void keep(Identifier identifier) {
        store.keep(identifier);
    }

    @Override
    public SortedMap<String, Identifier> own() {
        return store.own();
    }

    @Override
    public Optional<String> defaultName() {
        return store.defaultName();
    }

    @Override
    public void name(String name, Identifier identifier) {
        store.name(name, identifier);
    }

    @Override
    public void makeDefault(String name) {
        store.makeDefault(name);
    }

    @Override
    public boolean removeName(String name) {
        return store.removeName(name);
    }

    @Override
    public Optional<PurposeKeyAttestation> purposeKey(Identifier identifier, Purpose purpose) {
        return store.purposeKey(identifier, purpose);
    }

    @Override
    public void putPurposeKey(Identifier identifier, Purpose purpose, PurposeKeyAttestation attestation) {
        store.putPurposeKey(identifier, purpose, attestation);
    }
}
