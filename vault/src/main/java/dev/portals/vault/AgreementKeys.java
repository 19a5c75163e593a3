package dev.portals.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The public keys of the X25519 secrets that were used last: each costs as much as an agreement, and a handshake asks for its
 * own two times. As handles are hashes of public keys, what is kept can't become wrong. Thread-safe.
 */
final class AgreementKeys {
    /** Handshakes that run at the same time hold one each; more cost what they cost without this. */
    static final int MOST = 1_000;

    private final Map<KeyHandle, X25519PublicKey> keys = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyHandle, X25519PublicKey> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(KeyHandle handle, X25519PublicKey key) {
        keys.put(handle, key);
    }

    /** The one of that handle, computed when it isn't known, outside the lock. */
    X25519PublicKey of(KeyHandle handle, Supplier<X25519PublicKey> computed) {
        synchronized (this) {
            X25519PublicKey known = keys.get(handle);
            if (known != null) {
                return known;
            }
        }
        X25519PublicKey key = computed.get();
        put(handle, key);
        return key;
    }

    synchronized void forget(KeyHandle handle) {
        keys.remove(handle);
    }
}
