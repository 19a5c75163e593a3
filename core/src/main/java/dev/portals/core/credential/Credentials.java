package dev.portals.core.credential;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.CredentialException.Reason;
import dev.portals.core.identity.CredentialKey;
import dev.portals.core.identity.Identifier;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityException;
import dev.portals.core.identity.PurposeKeyAttestation;
import dev.portals.core.identity.Signed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues and verifies credentials, and keeps what they say. Thread-safe; not for event loops. */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    /** Seconds by which an issuer's clock may be ahead of ours. */
    private static final long MAX_DRIFT = 60;

    private final Identities identities;
    private final AttributeStore store;
    private final InstantSource clock;

    /** Over the identities that are known and a store of attributes. */
    public Credentials(Identities identities, AttributeStore store, InstantSource clock) {
        this.identities = identities;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Issues a credential (spec 02 section 4.3). It ends with the issuer's credential key at the latest, as no verifier
     * would accept it longer.
     *
     * @param issuer an identity of ours
     * @param ttl how long it lasts, whole seconds
     * @throws CredentialException UNKNOWN_SUBJECT if the subject's history isn't known
     * @throws IdentityException if the issuer isn't one of ours
     */
    public Credential issue(Identifier issuer, Identifier subject, Attributes attributes, Duration ttl) {
        CredentialKey key = identities.credentialKey(issuer);
        PurposeKeyAttestation.Content keyContent = key.attestation().content();
        Identity known = identities
                .find(subject)
                .orElseThrow(() ->
                        new CredentialException(Reason.UNKNOWN_SUBJECT, "no history of " + subject + " is known"));
        long created = Math.max(now(), keyContent.createdAt());
        long expires = Math.min(created + ttl.toSeconds(), keyContent.expiresAt());
        CredentialData data = new CredentialData(subject, known.latestChangeHash(), attributes, created, expires);
        return new Credential(
                Signed.sign(Signed.CREDENTIAL, data.encode(), identities.vault().credentialSigning(), key.handle()),
                key.attestation());
    }

    /**
     * Verifies a credential (spec 02 section 4.4). The issuer's change history must be known.
     *
     * @param subject null: whoever it is about
     * @throws CredentialException if it isn't to be believed
     */
    public VerifiedCredential verify(Credential credential, @Nullable Identifier subject, Set<Identifier> authorities) {
        PurposeKeyAttestation.Content key;
        try {
            key = identities.verifyAttestation(credential.issuerKey(), null);
        } catch (IdentityException e) {
            throw CredentialException.issuerKey(e);
        }
        if (!authorities.contains(key.subject())) {
            throw new CredentialException(Reason.UNKNOWN_AUTHORITY, "the issuer is none of the accepted authorities");
        }
        if (!(key.key() instanceof PurposeKeyAttestation.Key.Credentials signing)) {
            throw new CredentialException(Reason.INVALID_ISSUER_KEY, "the issuer's key isn't for credentials");
        }
        if (!identities.isSignedBy(credential.signed(), signing.key())) {
            throw new CredentialException(Reason.INVALID_SIGNATURE, "the credential's signature is wrong");
        }
        CredentialData data = data(credential);
        Identifier about = data.subject();
        if (about == null || subject != null && !about.equals(subject)) {
            throw new CredentialException(Reason.WRONG_SUBJECT, "the credential is about nobody or somebody else");
        }
        checkTimes(data, key);
        return new VerifiedCredential(key.subject(), about, data.attributes(), data.createdAt(), data.expiresAt());
    }

    private static CredentialData data(Credential credential) {
        try {
            return credential.data();
        } catch (DecodeException e) {
            throw new CredentialException(Reason.MALFORMED, "the credential: " + e.getMessage());
        }
    }

    private void checkTimes(CredentialData data, PurposeKeyAttestation.Content key) {
        if (Long.compareUnsigned(data.createdAt(), key.createdAt()) < 0
                || Long.compareUnsigned(data.expiresAt(), key.expiresAt()) > 0) {
            throw new CredentialException(
                    Reason.OUTSIDE_KEY_VALIDITY, "the credential isn't within the validity of the issuer's key");
        }
        if (Long.compareUnsigned(data.createdAt(), now() + MAX_DRIFT) > 0) {
            throw new CredentialException(Reason.NOT_YET_VALID, "the credential was made in the future");
        }
        if (Long.compareUnsigned(data.expiresAt(), now()) < 0) {
            throw new CredentialException(Reason.EXPIRED, "the credential has expired");
        }
    }

    /**
     * Takes a credential that a peer presents: verifies it and keeps what it says (spec 02 section 4.5).
     *
     * @return whether it was believed; nothing is kept otherwise
     */
    public boolean present(Identifier subject, Identifier authority, Credential credential) {
        VerifiedCredential verified;
        try {
            verified = verify(credential, subject, Set.of(authority));
        } catch (CredentialException e) {
            LOG.debug("a credential presented by {} is not believed: {}", subject, e.getMessage());
            return false;
        }
        store.put(verified, now());
        return true;
    }

    /** What an authority says about a subject at present. */
    public Optional<AttributesEntry> attributes(Identifier subject, Identifier authority) {
        return store.find(subject, authority, now());
    }

    InstantSource clock() {
        return clock;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
