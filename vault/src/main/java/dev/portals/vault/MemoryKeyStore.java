package dev.portals.vault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets in memory, wiped when they are deleted, replaced or the store is closed. */
final class MemoryKeyStore implements KeyStore {
    private record Name(SecretKind kind, KeyHandle handle) {}

    private final Map<Name, SecretBytes> secrets = new HashMap<>();
    private boolean closed;

    @Override
    public synchronized void put(SecretKind kind, KeyHandle handle, SecretBytes secret) {
        requireOpen();
        wipe(secrets.put(new Name(kind, handle), SecretBytes.owning(secret.reveal())));
    }

    @Override
    public synchronized Optional<SecretBytes> find(SecretKind kind, KeyHandle handle) {
        requireOpen();
        return Optional.ofNullable(secrets.get(new Name(kind, handle)))
                .map(secret -> SecretBytes.owning(secret.reveal()));
    }

    @Override
    public synchronized boolean delete(SecretKind kind, KeyHandle handle) {
        requireOpen();
        return wipe(secrets.remove(new Name(kind, handle)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        secrets.values().forEach(SecretBytes::close);
        secrets.clear();
    }

    private static boolean wipe(@Nullable SecretBytes secret) {
        if (secret == null) {
            return false;
        }
        secret.close();
        return true;
    }

    private void requireOpen() {
        if (closed) {
            throw new VaultException(VaultException.Reason.STORAGE, "the key store has been closed");
        }
    }

    @Override
    public String toString() {
        return "MemoryKeyStore";
    }
}
