package dev.portals.core.identity;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps change histories, the names of our own identities and their purpose key attestations. Peers' histories are
 * bounded: the one that was used longest ago goes first, but never one that is ours or {@linkplain #keep kept}.
 *
 * <p>Thread-safe; it may be slow, so it isn't for event loops. A store that can't be read or written throws {@link
 * dev.portals.vault.VaultException}. What it returns has not been verified.
 */
public interface IdentityStore {
    /** The stored history of an identity. */
    Optional<ChangeHistory> find(Identifier identifier);

    /**
     * Stores a history if the stored one still is the expected one (null: none), in one step.
     *
     * @return whether it was stored
     */
    boolean replace(Identifier identifier, @Nullable ChangeHistory expected, ChangeHistory next);

    /** Never evicts that identity: an authority, say, without which no credential can be verified. */
    void keep(Identifier identifier);

    /** Our own identities by name. */
    SortedMap<String, Identifier> own();

    /** The name of the default identity: the first that was named, until another is chosen. */
    Optional<String> defaultName();

    /**
     * Gives one of our identities a name.
     *
     * @throws IdentityException NAME_TAKEN if another identity has it
     */
    void name(String name, Identifier identifier);

    /**
     * Chooses the default identity.
     *
     * @throws IdentityException UNKNOWN_IDENTITY if there is none of that name
     */
    void makeDefault(String name);

    /** Takes a name away; with the last one its identity is no longer ours. False if there was none. */
    boolean removeName(String name);

    /** The attestation of an identity's purpose key. */
    Optional<PurposeKeyAttestation> purposeKey(Identifier identifier, Purpose purpose);

    /** Stores the attestation in place of an earlier one. */
    void putPurposeKey(Identifier identifier, Purpose purpose, PurposeKeyAttestation attestation);

    /** A store that lasts as long as this object. */
    static IdentityStore inMemory() {
        return new MemoryIdentityStore(10_000);
    }
}
