package dev.portals.vault;

/**
 * Holds signing keys: the primary keys of identities, or the keys that sign credentials (spec 02 section 1.1).
 *
 * <p>An implementation may be slow (a key service): callers never call it on an event loop. Failures are {@link
 * VaultException}s.
 */
public interface SigningVault {
    /** Makes a new key and keeps it. */
    KeyHandle generateSigningKey(SigningAlgorithm algorithm);

    /** The public half of a key that this vault holds. */
    VerifyingKey verifyingKey(KeyHandle key);

    /** The handle under which this vault holds the key with that public half; it need not hold it. */
    KeyHandle handleOf(VerifyingKey key);

    /** Signs the message with the key's own algorithm. */
    Signature sign(KeyHandle key, byte[] message);

    /** Destroys a key; false if there was none. */
    boolean deleteSigningKey(KeyHandle key);
}
