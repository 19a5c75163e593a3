package dev.portals.core.identity;

import dev.portals.core.identity.Identity.Relation;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.Sha256;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SigningVault;
import dev.portals.vault.Vault;
import dev.portals.vault.VaultException;
import dev.portals.vault.VerifyingKey;
import dev.portals.vault.X25519PublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All identities a node knows: its own, with their keys in the vault, and its peers'. Thread-safe. It verifies, signs and
 * reads stores, so it is never called on an event loop.
 */
public final class Identities {
    /** How long a primary key may attest, seconds: ten years of 365 days (spec 02 section 2.5). */
    static final long IDENTITY_LIFE = 10 * 365 * 86_400L;

    private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

    private final Vault vault;
    private final IdentityStore store;
    private final InstantSource clock;
    private final Verifier verifier = new Verifier();
    private final PurposeKeys purposeKeys;
    private final Object making = new Object();

    /** Over a vault and a store. */
    public Identities(Vault vault, IdentityStore store, InstantSource clock) {
        this.vault = vault;
        this.store = store;
        this.clock = clock;
        this.purposeKeys = new PurposeKeys(this, store);
    }

    /** Makes a new identity of ours, named after the first digits of its identifier. */
    public Identity create(SigningAlgorithm algorithm) {
        return create(null, algorithm);
    }

    /**
     * Makes a new identity of ours.
     *
     * @param name null: the first digits of its identifier
     * @throws IdentityException NAME_TAKEN
     */
    public Identity create(@Nullable String name, SigningAlgorithm algorithm) {
        synchronized (making) {
            if (name != null && store.own().containsKey(name)) {
                throw new IdentityException(Reason.NAME_TAKEN, "there is another identity named " + name);
            }
            KeyHandle key = vault.identitySigning().generateSigningKey(algorithm);
            VerifyingKey publicKey = vault.identitySigning().verifyingKey(key);
            Change.Data content = new Change.Data(null, publicKey, now(), now() + IDENTITY_LIFE);
            byte[] data = Signed.versioned(Signed.CHANGE, content.encode());
            Change change = new Change(data, vault.identitySigning().sign(key, Sha256.digest(data)), null);
            return adopt(name, verifier.verify(new ChangeHistory(List.of(change))));
        }
    }

    /**
     * Makes an identity ours whose primary key is in the vault already.
     *
     * @throws IdentityException if the history is wrong or older than the known one, or the vault lacks its key
     */
    public Identity importOwn(@Nullable String name, ChangeHistory history) {
        synchronized (making) {
            Identity identity = verifier.verify(history);
            signingHandle(identity);
            return adopt(name, identity);
        }
    }

    private Identity adopt(@Nullable String name, Identity identity) {
        Identifier identifier = identity.identifier();
        store(identity, false);
        store.name(name == null ? identifier.toString().substring(1, 9) : name, identifier);
        return identity;
    }

    /**
     * Gives one of our identities a new primary key and destroys the old one. Purpose keys have to be attested anew, which
     * {@link #channelKey} and {@link #credentialKey} do by themselves.
     */
    public Identity rotate(Identifier own, SigningAlgorithm algorithm) {
        synchronized (making) {
            SigningVault keys = vault.identitySigning();
            Identity before = require(own);
            KeyHandle oldKey = signingHandle(before);
            KeyHandle newKey = keys.generateSigningKey(algorithm);
            // The clock may have been set back since; a history that starts earlier than it did would be invalid.
            long from = Math.max(now(), before.attestationsValidFrom());
            Change.Data content =
                    new Change.Data(before.latestChangeHash(), keys.verifyingKey(newKey), from, from + IDENTITY_LIFE);
            byte[] data = Signed.versioned(Signed.CHANGE, content.encode());
            byte[] digest = Sha256.digest(data);
            List<Change> changes = new ArrayList<>(before.history().changes());
            changes.add(new Change(data, keys.sign(newKey, digest), keys.sign(oldKey, digest)));
            Identity after = verifier.verify(new ChangeHistory(changes));
            // Stored before the old key goes: whatever happens in between, the latest stored change has its key.
            store(after, false);
            try {
                keys.deleteSigningKey(oldKey);
            } catch (VaultException e) {
                LOG.warn("the former key of {} could not be deleted: {}", own, e.getMessage());
            }
            return after;
        }
    }

    /**
     * Gives up an identity of ours for good: its name goes, and with its last name its primary key. False if there is none
     * of that name.
     */
    public boolean destroy(String name) {
        synchronized (making) {
            Identifier own = store.own().get(name);
            if (own == null || !store.removeName(name)) {
                return false;
            }
            if (!store.own().containsValue(own)) {
                vault.identitySigning().deleteSigningKey(signingHandle(require(own)));
            }
            return true;
        }
    }

    /** A known identity; its stored history is verified when it is read. */
    public Optional<Identity> find(Identifier identifier) {
        return store.find(identifier).map(history -> expect(verifier.verify(history), identifier));
    }

    /** Our own identities by name. */
    public SortedMap<String, Identifier> own() {
        return store.own();
    }

    /** Our default identity. */
    public Optional<Identifier> defaultIdentity() {
        SortedMap<String, Identifier> own = store.own();
        return store.defaultName().map(own::get);
    }

    /** The store beneath, for naming and choosing our identities. */
    public IdentityStore store() {
        return store;
    }

    /**
     * Verifies what a peer presents and stores it if it is new (spec 02 sections 2.6 and 2.7).
     *
     * @throws IdentityException if it is wrong, another one than expected, conflicting or older than the known history
     */
    public Identity verifyAndStore(ChangeHistory history, @Nullable Identifier expected) {
        Identity identity = verify(history, expected);
        store(identity, false);
        return identity;
    }

    /**
     * Takes a history from a trusted place, such as a ticket or the configuration, and never evicts it. An older one than
     * the known is ignored.
     *
     * @return the identity as it is known now
     * @throws IdentityException if it is wrong, another one than expected or conflicting
     */
    public Identity learn(ChangeHistory history, @Nullable Identifier expected) {
        Identity identity = verify(history, expected);
        store.keep(identity.identifier());
        return store(identity, true);
    }

    /** Verifies a history without storing it. */
    public Identity verify(ChangeHistory history, @Nullable Identifier expected) {
        Identity identity = verifier.verify(history);
        return expected == null ? identity : expect(identity, expected);
    }

    private static Identity expect(Identity identity, Identifier expected) {
        if (!identity.identifier().equals(expected)) {
            throw new IdentityException(Reason.UNEXPECTED_IDENTITY, "the history is another identity's");
        }
        return identity;
    }

    private Identity store(Identity identity, boolean ignoreOlder) {
        Identifier identifier = identity.identifier();
        while (true) {
            Optional<Identity> known = find(identifier);
            Relation relation = known.map(identity::compareTo).orElse(Relation.NEWER);
            switch (relation) {
                case EQUAL -> {
                    return identity;
                }
                case OLDER -> {
                    if (!ignoreOlder) {
                        throw new IdentityException(Reason.OLDER, "a newer history of " + identifier + " is known");
                    }
                    return known.orElseThrow();
                }
                case CONFLICT ->
                    throw new IdentityException(
                            Reason.CONFLICT, "the history of " + identifier + " conflicts with the known one");
                case NEWER -> {
                    if (store.replace(identifier, known.map(Identity::history).orElse(null), identity.history())) {
                        return identity;
                    }
                }
            }
        }
    }

    /**
     * The static key of one of our identities' secure channels; a new one is made and attested if there is none that
     * peers would accept.
     */
    public ChannelKey channelKey(Identifier own) {
        synchronized (making) {
            return purposeKeys.channelKey(require(own));
        }
    }

    /** The key with which one of our identities signs credentials; made as in {@link #channelKey}. */
    public CredentialKey credentialKey(Identifier own) {
        synchronized (making) {
            return purposeKeys.credentialKey(require(own));
        }
    }

    /**
     * Verifies an attestation of a secure channel key (spec 02 section 3.4); the subject's history must be stored.
     *
     * @throws IdentityException if it isn't to be believed, or attests a key for credentials
     */
    public X25519PublicKey verifyChannelAttestation(PurposeKeyAttestation attestation, Identifier subject) {
        if (verifyAttestation(attestation, subject).key() instanceof PurposeKeyAttestation.Key.Channel channel) {
            return channel.key();
        }
        throw new IdentityException(Reason.WRONG_PURPOSE, "the attested key isn't for secure channels");
    }

    /**
     * Verifies an attestation of either kind (spec 02 section 3.4); its subject's history must be stored.
     *
     * @param subject null: whoever it is
     * @throws IdentityException if it isn't to be believed
     */
    public PurposeKeyAttestation.Content verifyAttestation(
            PurposeKeyAttestation attestation, @Nullable Identifier subject) {
        return purposeKeys.verify(attestation, subject);
    }

    /**
     * Signs a body with the primary key of one of our identities.
     *
     * @param type what the body is; not one of those that {@link Signed} names
     * @throws IdentityException if the identity isn't one of ours
     */
    public Signed sign(Identifier own, int type, byte[] body) {
        if (type <= Signed.CREDENTIAL) {
            throw new IllegalArgumentException("type " + type + " is signed elsewhere");
        }
        synchronized (making) {
            return Signed.sign(type, body, vault.identitySigning(), signingHandle(require(own)));
        }
    }

    /** Whether the signature is the key's. What was right once is remembered and not computed again. */
    public boolean isSignedBy(Signed signed, VerifyingKey key) {
        return verifier.isSignedBy(signed, key);
    }

    /** The vault that holds our keys. */
    public Vault vault() {
        return vault;
    }

    /** What time it is. */
    public InstantSource clock() {
        return clock;
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    Identity require(Identifier identifier) {
        return find(identifier)
                .orElseThrow(() ->
                        new IdentityException(Reason.UNKNOWN_IDENTITY, "no history of " + identifier + " is known"));
    }

    /** The handle of an own identity's primary key. */
    KeyHandle signingHandle(Identity identity) {
        SigningVault keys = vault.identitySigning();
        try {
            KeyHandle handle = keys.handleOf(identity.latestKey());
            if (keys.verifyingKey(handle).equals(identity.latestKey())) {
                return handle;
            }
        } catch (VaultException e) {
            if (e.reason() != VaultException.Reason.KEY_NOT_FOUND) {
                throw e;
            }
        }
        throw new IdentityException(Reason.NOT_OWN, "the vault doesn't hold the key of " + identity);
    }
}
