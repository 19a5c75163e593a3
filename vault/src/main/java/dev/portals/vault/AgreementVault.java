package dev.portals.vault;

/**
 * Holds X25519 keys for the secure channel handshake (spec 02 section 1.1).
 *
 * <p>Static keys are kept; ephemeral keys live in memory until they are deleted. Failures are {@link VaultException}s.
 */
public interface AgreementVault {
    /** Makes a new static key and keeps it. */
    KeyHandle generateStaticKey();

    /** Makes a new key that is only ever held in memory. */
    KeyHandle generateEphemeralKey();

    /** The public half of a key that this vault holds. */
    X25519PublicKey agreementKey(KeyHandle key);

    /** The handle under which this vault holds the key with that public half; it need not hold it. */
    KeyHandle handleOf(X25519PublicKey key);

    /**
     * X25519. An all-zero result (a low-order peer key) is refused with {@link VaultException.Reason#WEAK_KEY}: stricter
     * than Ockam, as spec 02 section 1.2 asks of us.
     */
    SecretBytes agree(KeyHandle key, X25519PublicKey peer);

    /** Destroys a key, static or ephemeral; false if there was none. */
    boolean deleteAgreementKey(KeyHandle key);
}
