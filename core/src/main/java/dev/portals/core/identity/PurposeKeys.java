package dev.portals.core.identity;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.core.identity.PurposeKeyAttestation.Content;
import dev.portals.core.identity.PurposeKeyAttestation.Key;
import dev.portals.vault.AgreementVault;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SigningVault;
import dev.portals.vault.VaultException;
import dev.portals.vault.VerifyingKey;
import dev.portals.vault.X25519PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes and verifies purpose keys (spec 02 section 3). Not thread-safe where it makes them. */
final class PurposeKeys {
    /** Seconds by which a peer's clock may be ahead of ours. */
    static final long MAX_DRIFT = 60;

    /** Seconds a purpose key lasts: five years of 365 days. */
    static final long LIFE = 5 * 365 * 86_400L;

    private final Identities identities;
    private final IdentityStore store;

    PurposeKeys(Identities identities, IdentityStore store) {
        this.identities = identities;
        this.store = store;
    }

    ChannelKey channelKey(Identity own) {
        AgreementVault keys = identities.vault().agreement();
        Optional<PurposeKeyAttestation> stored = usable(own, Purpose.SECURE_CHANNEL);
        if (stored.isPresent() && stored.get().content().key() instanceof Key.Channel channel) {
            X25519PublicKey known = channel.key();
            KeyHandle handle = keys.handleOf(known);
            if (holds(() -> keys.agreementKey(handle).equals(known))) {
                return new ChannelKey(handle, known, stored.get());
            }
        }
        KeyHandle handle = keys.generateStaticKey();
        X25519PublicKey key = keys.agreementKey(handle);
        return new ChannelKey(handle, key, attest(own, new Key.Channel(key)));
    }

    CredentialKey credentialKey(Identity own) {
        SigningVault keys = identities.vault().credentialSigning();
        Optional<PurposeKeyAttestation> stored = usable(own, Purpose.CREDENTIALS);
        if (stored.isPresent() && stored.get().content().key() instanceof Key.Credentials credentials) {
            VerifyingKey known = credentials.key();
            KeyHandle handle = keys.handleOf(known);
            if (holds(() -> keys.verifyingKey(handle).equals(known))) {
                return new CredentialKey(handle, known, stored.get());
            }
        }
        KeyHandle handle = keys.generateSigningKey(SigningAlgorithm.ED25519);
        VerifyingKey key = keys.verifyingKey(handle);
        return new CredentialKey(handle, key, attest(own, new Key.Credentials(key)));
    }

    private Optional<PurposeKeyAttestation> usable(Identity own, Purpose purpose) {
        return store.purposeKey(own.identifier(), purpose).filter(attestation -> {
            try {
                return verify(attestation, own.identifier()).key().purpose() == purpose;
            } catch (IdentityException e) {
                return false;
            }
        });
    }

    private static boolean holds(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (VaultException e) {
            if (e.reason() == VaultException.Reason.KEY_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private PurposeKeyAttestation attest(Identity own, Key key) {
        long created = Math.max(identities.now(), own.attestationsValidFrom());
        // Not beyond the identity's own key: every verifier would refuse it (spec 02 section 3.3).
        long expires = minUnsigned(created + LIFE, own.attestationsValidUntil());
        if (Long.compareUnsigned(expires, created) < 0) {
            throw new IdentityException(Reason.EXPIRED, "the key of " + own + " has expired and must be rotated");
        }
        Content content = new Content(own.identifier(), own.latestChangeHash(), key, created, expires);
        PurposeKeyAttestation attestation = PurposeKeyAttestation.sign(
                content, identities.vault().identitySigning(), identities.signingHandle(own));
        store.putPurposeKey(own.identifier(), key.purpose(), attestation);
        return attestation;
    }

    Content verify(PurposeKeyAttestation attestation, @Nullable Identifier expected) {
        Content content;
        try {
            content = attestation.content();
        } catch (DecodeException e) {
            throw new IdentityException(Reason.MALFORMED, "the purpose key attestation: " + e.getMessage());
        }
        if (expected != null && !content.subject().equals(expected)) {
            throw new IdentityException(Reason.WRONG_SUBJECT, "the attestation is about another identity");
        }
        Identity subject = identities.require(content.subject());
        if (!Arrays.equals(content.latestChangeHash(), subject.latestChangeHash())) {
            throw new IdentityException(
                    Reason.NOT_LATEST_CHANGE, "the attestation isn't by the latest known key of " + subject);
        }
        checkTimes(content, subject);
        if (!identities.isSignedBy(attestation.signed(), subject.latestKey())) {
            throw new IdentityException(Reason.INVALID_SIGNATURE, "the attestation's signature is wrong");
        }
        return content;
    }

    private void checkTimes(Content content, Identity subject) {
        if (Long.compareUnsigned(content.expiresAt(), subject.attestationsValidUntil()) > 0
                || Long.compareUnsigned(content.createdAt(), subject.attestationsValidFrom()) < 0) {
            throw new IdentityException(
                    Reason.OUTSIDE_KEY_VALIDITY, "the attestation isn't within the validity of the primary key");
        }
        long now = identities.now();
        if (Long.compareUnsigned(content.createdAt(), now + MAX_DRIFT) > 0) {
            throw new IdentityException(Reason.NOT_YET_VALID, "the attestation was made in the future");
        }
        if (Long.compareUnsigned(content.expiresAt(), now) < 0) {
            throw new IdentityException(Reason.EXPIRED, "the attestation has expired");
        }
    }

    private static long minUnsigned(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }
}
