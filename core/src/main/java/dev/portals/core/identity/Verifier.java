package dev.portals.core.identity;

import dev.portals.vault.Sha256;
import dev.portals.vault.VerifyingKey;
import java.nio.ByteBuffer;

/** Verifies, and remembers what was found right, so that the same bytes are never verified twice. Thread-safe. */
final class Verifier {
    private static final int MOST_IDENTITIES = 1024;
    private static final int MOST_SIGNATURES = 4096;

    private final Lru<ByteBuffer, Identity> identities = new Lru<>(MOST_IDENTITIES);
    private final Lru<ByteBuffer, Boolean> signatures = new Lru<>(MOST_SIGNATURES);

    Identity verify(ChangeHistory history) {
        ByteBuffer name = ByteBuffer.wrap(history.digest());
        synchronized (identities) {
            Identity known = identities.get(name);
            if (known != null) {
                return known;
            }
        }
        Identity identity = Identity.verify(history);
        synchronized (identities) {
            identities.put(name, identity);
        }
        return identity;
    }

    boolean isSignedBy(Signed signed, VerifyingKey key) {
        // The lengths of key and signature follow from their schemes, so the parts can't be cut differently.
        ByteBuffer name = ByteBuffer.wrap(Sha256.digest(
                new byte[] {
                    (byte) key.algorithm().ordinal(),
                    (byte) signed.signature().algorithm().ordinal()
                },
                key.bytes(),
                signed.signature().bytes(),
                signed.data()));
        synchronized (signatures) {
            if (signatures.containsKey(name)) {
                signatures.get(name);
                return true;
            }
        }
        if (!signed.isSignedBy(key)) {
            return false;
        }
        synchronized (signatures) {
            signatures.put(name, true);
        }
        return true;
    }
}
