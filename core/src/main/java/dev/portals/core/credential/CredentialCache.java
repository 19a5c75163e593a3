package dev.portals.core.credential;

import dev.portals.core.identity.Identifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one's own credentials between runs. Failures are {@link dev.portals.vault.VaultException}s. Thread-safe. */
public interface CredentialCache {
    /**
     * What a credential is kept under.
     *
     * @param subject who has it
     * @param issuer who issued it
     * @param scope what for, such as {@code project-member-<project id>}
     */
    record Key(Identifier subject, Identifier issuer, String scope) {}

    /** The credential kept under that key, not verified. */
    Optional<Credential> find(Key key);

    /** Keeps a credential in place of an earlier one. */
    void put(Key key, Credential credential);

    /** Forgets a credential. */
    void remove(Key key);

    /** A cache that lasts as long as this object. */
    static CredentialCache inMemory() {
        Map<Key, Credential> entries = new ConcurrentHashMap<>();
        return new CredentialCache() {
            @Override
            public Optional<Credential> find(Key key) {
                return Optional.ofNullable(entries.get(key));
            }

            @Override
            public void put(Key key, Credential credential) {
                entries.put(key, credential);
            }

            @Override
            public void remove(Key key) {
                entries.remove(key);
            }
        };
    }
}
