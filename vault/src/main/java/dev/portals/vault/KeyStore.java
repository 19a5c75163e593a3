package dev.portals.vault;

import java.util.Optional;

/**
 * Keeps secrets for a {@link SoftwareVault}. A secret is named by its kind and its handle. Thread-safe; what {@link #put}
 * and {@link #delete} have done is durable, as far as the store is, when they return. Failures are {@link
 * VaultException}s with {@link VaultException.Reason#STORAGE} or {@link VaultException.Reason#CORRUPT}.
 */
public interface KeyStore extends AutoCloseable {
    /** Keeps a copy of a secret, in place of one of the same name. The argument stays the caller's. */
    void put(SecretKind kind, KeyHandle handle, SecretBytes secret);

    /** A copy of a secret, which the caller destroys. */
    Optional<SecretBytes> find(SecretKind kind, KeyHandle handle);

    /** Forgets a secret; false if there was none. */
    boolean delete(SecretKind kind, KeyHandle handle);

    /** Lets go of what the store holds; every later use fails. Idempotent. */
    @Override
    void close();

    /** A store that forgets everything when it is closed. */
    static KeyStore inMemory() {
        return new MemoryKeyStore();
    }
}
