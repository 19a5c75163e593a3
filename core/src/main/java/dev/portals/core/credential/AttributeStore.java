package dev.portals.core.credential;

import dev.portals.core.identity.Identifier;
import java.util.Optional;

/**
 * Keeps the attributes of subjects, one entry for each authority that attested some: a later one replaces the earlier of the
 * same authority. (A real {@code ockam} keeps one for each subject, spec 02 section 4.5: there, one who shows credentials of two
 * projects in turn loses what the first gave.)
 */
public interface AttributeStore {
    /** Keeps an entry in place of an earlier one by the same authority. */
    void put(Identifier subject, AttributesEntry entry);

    /**
     * Keeps what a credential says that has been verified; a store that knows better may keep nothing.
     *
     * @param now seconds since the epoch
     */
    default void put(VerifiedCredential credential, long now) {
        put(
                credential.subject(),
                new AttributesEntry(credential.attributes(), now, credential.expiresAt(), credential.issuer()));
    }

    /**
     * The subject's entry, if that authority attested it and it hasn't expired. Expired entries vanish.
     *
     * @param now seconds since the epoch
     */
    Optional<AttributesEntry> find(Identifier subject, Identifier authority, long now);

    /** A store that lasts as long as this object, of 10,000 entries; the one that was used longest ago goes first. */
    static AttributeStore inMemory() {
        return new MemoryAttributeStore(10_000);
    }
}
