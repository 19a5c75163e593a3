package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.core.identity.PurposeKeyAttestation.Content;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.VaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentitiesTest {
    private static final long NOW = 1_800_000_000;
    private static final Duration YEAR = Duration.ofDays(365);

    private final ManualClock clock = new ManualClock(NOW);
    private final SoftwareVault vault = SoftwareVault.inMemory();
    private final IdentityStore store = IdentityStore.inMemory();
    private final Identities identities = new Identities(vault.asVault(), store, clock);
    private final Identities peer = IdentityVectors.empty(clock);

    @ParameterizedTest
    @EnumSource
    void aNewIdentityIsVerifiedByAnotherNode(SigningAlgorithm algorithm) {
        Identity created = identities.create(algorithm);
        Identity seen =
                peer.verifyAndStore(ChangeHistory.fromHex(created.history().toHex()), created.identifier());
        assertThat(seen.identifier()).isEqualTo(created.identifier());
        assertThat(seen.latestKey()).isEqualTo(created.latestKey());
        assertThat(seen.latestKey().algorithm()).isEqualTo(algorithm);
        assertThat(seen.attestationsValidFrom()).isEqualTo(NOW);
        assertThat(seen.attestationsValidUntil()).isEqualTo(NOW + 315_360_000);
        assertThat(peer.find(created.identifier())).isPresent();
    }

    @Test
    void rotatingToP256AndBackKeepsTheIdentifier() {
        Identity first = identities.create(SigningAlgorithm.ED25519);
        Identity second = identities.rotate(first.identifier(), SigningAlgorithm.ECDSA_P256_SHA256);
        Identity third = identities.rotate(first.identifier(), SigningAlgorithm.ED25519);
        assertThat(third.identifier()).isEqualTo(first.identifier());
        assertThat(third.history().size()).isEqualTo(3);
        for (Identity step : List.of(first, second, third)) {
            assertThat(peer.verifyAndStore(step.history(), first.identifier()).latestKey())
                    .isEqualTo(step.latestKey());
        }
        assertThat(identities.find(first.identifier()).orElseThrow().latestChangeHash())
                .isEqualTo(third.latestChangeHash());
    }

    @Test
    void anIdentityThatIsGivenUpHasNoKeyAndNoNameAnyMore() {
        Identity doomed = identities.create("doomed", SigningAlgorithm.ED25519);
        store.name("too", doomed.identifier());
        assertThat(identities.destroy("doomed")).isTrue();
        assertThat(vault.handleOf(doomed.latestKey())).isNotNull();
        assertThat(vault.verifyingKey(vault.handleOf(doomed.latestKey()))).isEqualTo(doomed.latestKey());
        assertThat(identities.destroy("too")).isTrue();
        assertThatThrownBy(() -> vault.verifyingKey(vault.handleOf(doomed.latestKey())))
                .isInstanceOf(VaultException.class);
        assertThat(identities.own()).isEmpty();
        assertThat(identities.destroy("doomed")).isFalse();
    }

    @Test
    void theFormerKeyIsDestroyedByARotation() {
        Identity before = identities.create(SigningAlgorithm.ED25519);
        identities.rotate(before.identifier(), SigningAlgorithm.ED25519);
        assertThatThrownBy(() -> vault.verifyingKey(vault.handleOf(before.latestKey())))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void aRotationWhileTheClockIsBehindStillMakesAValidHistory() {
        Identity before = identities.create(SigningAlgorithm.ED25519);
        clock.move(Duration.ofDays(-1));
        Identity after = identities.rotate(before.identifier(), SigningAlgorithm.ED25519);
        assertThat(after.attestationsValidFrom()).isEqualTo(before.attestationsValidFrom());
        assertThat(peer.verifyAndStore(after.history(), null).identifier()).isEqualTo(before.identifier());
    }

    @Test
    void anIdentityWhoseKeyIsElsewhereCanNotBeRotatedOrImported() {
        Identity theirs = peer.create(SigningAlgorithm.ED25519);
        identities.verifyAndStore(theirs.history(), null);
        refused(Reason.NOT_OWN, () -> identities.rotate(theirs.identifier(), SigningAlgorithm.ED25519));
        refused(Reason.NOT_OWN, () -> identities.importOwn("theirs", theirs.history()));
        refused(Reason.NOT_OWN, () -> identities.channelKey(theirs.identifier()));
        refused(
                Reason.UNKNOWN_IDENTITY,
                () -> peer.channelKey(
                        identities.create(SigningAlgorithm.ED25519).identifier()));
    }

    @Test
    void anIdentityWhoseKeyIsInTheVaultIsImported() {
        Identity made = identities.create("first", SigningAlgorithm.ED25519);
        Identities other = new Identities(vault.asVault(), IdentityStore.inMemory(), clock);
        other.importOwn("copy", made.history());
        assertThat(other.own()).containsEntry("copy", made.identifier());
        assertThat(other.channelKey(made.identifier()).attestation().content().subject())
                .isEqualTo(made.identifier());
    }

    @Test
    void ourIdentitiesHaveNamesAndTheFirstIsTheDefault() {
        assertThat(identities.defaultIdentity()).isEmpty();
        Identity first = identities.create(SigningAlgorithm.ED25519);
        Identity work = identities.create("work", SigningAlgorithm.ED25519);
        assertThat(identities.own())
                .containsEntry("work", work.identifier())
                .containsEntry(first.identifier().toString().substring(1, 9), first.identifier());
        assertThat(identities.defaultIdentity()).contains(first.identifier());
        refused(Reason.NAME_TAKEN, () -> identities.create("work", SigningAlgorithm.ED25519));
    }

    @Test
    void anotherIdentityThanTheExpectedOneIsRefusedAndNotStored() {
        Identity one = peer.create(SigningAlgorithm.ED25519);
        Identity two = peer.create(SigningAlgorithm.ED25519);
        refused(Reason.UNEXPECTED_IDENTITY, () -> identities.verifyAndStore(one.history(), two.identifier()));
        assertThat(identities.find(one.identifier())).isEmpty();
    }

    @Test
    void anOlderHistoryFromAPeerIsRefusedAndTheNewerStays() {
        Identity older = peer.create(SigningAlgorithm.ED25519);
        Identity newer = peer.rotate(older.identifier(), SigningAlgorithm.ED25519);
        identities.verifyAndStore(older.history(), null);
        identities.verifyAndStore(older.history(), null);
        identities.verifyAndStore(newer.history(), null);
        refused(Reason.OLDER, () -> identities.verifyAndStore(older.history(), null));
        assertThat(store.find(older.identifier())).contains(newer.history());
    }

    @Test
    void anOlderHistoryFromATrustedPlaceIsIgnored() {
        Identity older = peer.create(SigningAlgorithm.ED25519);
        Identity newer = peer.rotate(older.identifier(), SigningAlgorithm.ED25519);
        identities.learn(newer.history(), null);
        assertThat(identities.learn(older.history(), older.identifier()).latestChangeHash())
                .isEqualTo(newer.latestChangeHash());
        assertThat(store.find(older.identifier())).contains(newer.history());
    }

    @Test
    void aConflictingHistoryIsRefused() {
        var derived = IdentityVectors.load("identity/change-histories-derived.json");
        identities.verifyAndStore(IdentityVectors.history(derived.get("accept").get(1)), null);
        ChangeHistory conflicting = ChangeHistory.fromHex(
                derived.get("comparison").get("conflicting_history_hex").asText());
        refused(Reason.CONFLICT, () -> identities.verifyAndStore(conflicting, null));
        refused(Reason.CONFLICT, () -> identities.learn(conflicting, null));
    }

    @Test
    void theChannelKeyIsMadeOnceAndBelievedByPeers() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        ChannelKey key = identities.channelKey(own.identifier());
        assertThat(identities.channelKey(own.identifier())).isEqualTo(key);
        assertThat(vault.agreementKey(key.handle())).isEqualTo(key.publicKey());

        peer.verifyAndStore(own.history(), null);
        PurposeKeyAttestation received =
                PurposeKeyAttestation.decode(key.attestation().encode());
        assertThat(peer.verifyChannelAttestation(received, own.identifier())).isEqualTo(key.publicKey());
        Content content = received.content();
        assertThat(content.createdAt()).isEqualTo(NOW);
        assertThat(content.expiresAt()).isEqualTo(NOW + 157_680_000);
    }

    @Test
    void theCredentialKeyIsMadeOnceAndIsNoChannelKey() {
        Identity own = identities.create(SigningAlgorithm.ECDSA_P256_SHA256);
        CredentialKey key = identities.credentialKey(own.identifier());
        assertThat(identities.credentialKey(own.identifier())).isEqualTo(key);
        assertThat(identities
                        .verifyAttestation(key.attestation(), own.identifier())
                        .key())
                .isEqualTo(new PurposeKeyAttestation.Key.Credentials(key.publicKey()));
        refused(Reason.WRONG_PURPOSE, () -> identities.verifyChannelAttestation(key.attestation(), own.identifier()));
    }

    @Test
    void purposeKeysAreMadeAnewAfterARotation() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        ChannelKey before = identities.channelKey(own.identifier());
        Identity rotated = identities.rotate(own.identifier(), SigningAlgorithm.ED25519);
        peer.verifyAndStore(rotated.history(), null);
        refused(Reason.NOT_LATEST_CHANGE, () -> peer.verifyChannelAttestation(before.attestation(), own.identifier()));
        ChannelKey after = identities.channelKey(own.identifier());
        assertThat(after.publicKey()).isNotEqualTo(before.publicKey());
        assertThat(peer.verifyChannelAttestation(after.attestation(), own.identifier()))
                .isEqualTo(after.publicKey());
    }

    @Test
    void purposeKeysAreMadeAnewAfterTheyExpired() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        ChannelKey before = identities.channelKey(own.identifier());
        clock.move(YEAR.multipliedBy(5));
        assertThat(identities.channelKey(own.identifier())).isEqualTo(before);
        clock.move(Duration.ofSeconds(1));
        ChannelKey after = identities.channelKey(own.identifier());
        assertThat(after).isNotEqualTo(before);
        assertThat(after.attestation().content().createdAt()).isEqualTo(clock.seconds());
    }

    @Test
    void aPurposeKeyEndsWithTheKeyOfItsIdentityAtTheLatest() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        clock.move(YEAR.multipliedBy(7));
        ChannelKey key = identities.channelKey(own.identifier());
        assertThat(key.attestation().content().expiresAt()).isEqualTo(own.attestationsValidUntil());
        peer.verifyAndStore(own.history(), null);
        assertThat(peer.verifyChannelAttestation(key.attestation(), own.identifier()))
                .isEqualTo(key.publicKey());
    }

    @Test
    void anExpiredIdentityAttestsNothingUntilItIsRotated() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        clock.move(YEAR.multipliedBy(10).plusSeconds(1));
        refused(Reason.EXPIRED, () -> identities.channelKey(own.identifier()));
        identities.rotate(own.identifier(), SigningAlgorithm.ED25519);
        assertThat(identities.channelKey(own.identifier()).attestation()).isNotNull();
    }

    @Test
    void aPurposeKeyThatTheVaultLostIsReplaced() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        ChannelKey channel = identities.channelKey(own.identifier());
        CredentialKey credentials = identities.credentialKey(own.identifier());
        vault.deleteAgreementKey(channel.handle());
        vault.deleteSigningKey(credentials.handle());
        assertThat(identities.channelKey(own.identifier())).isNotEqualTo(channel);
        assertThat(identities.credentialKey(own.identifier())).isNotEqualTo(credentials);
    }

    @Test
    void aWrongSignatureIsNotRememberedAsRight() {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        Signed good = identities.channelKey(own.identifier()).attestation().signed();
        byte[] data = good.data();
        data[data.length - 1] ^= 1;
        Signed bad = new Signed(data, good.signature());
        for (int i = 0; i < 2; i++) {
            assertThat(identities.isSignedBy(good, own.latestKey())).isTrue();
            assertThat(identities.isSignedBy(bad, own.latestKey())).isFalse();
        }
    }

    @Test
    void aVerifiedHistoryIsNotVerifiedAgain() {
        ChangeHistory history = peer.create(SigningAlgorithm.ED25519).history();
        Identity first = identities.verify(history, null);
        assertThat(identities.verify(ChangeHistory.decode(history.encode()), null))
                .isSameAs(first);
        assertThat(identities.verifyAndStore(history, null)).isSameAs(first);
        assertThat(identities.find(first.identifier())).containsSame(first);
    }

    @Test
    void manyThreadsGetTheSamePurposeKey() throws Exception {
        Identity own = identities.create(SigningAlgorithm.ED25519);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<ChannelKey>> keys = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                keys.add(threads.submit(() -> identities.channelKey(own.identifier())));
            }
            for (Future<ChannelKey> key : keys) {
                assertThat(key.get()).isEqualTo(keys.getFirst().get());
            }
        }
    }

    @Test
    void anUpdateThatIsOvertakenIsComparedAgain() {
        Identity one = peer.create(SigningAlgorithm.ED25519);
        Identity two = peer.rotate(one.identifier(), SigningAlgorithm.ED25519);
        Identity three = peer.rotate(one.identifier(), SigningAlgorithm.ED25519);
        Overtaken overtaken = new Overtaken(store, three.history());
        Identities slow = new Identities(vault.asVault(), overtaken, clock);
        slow.verifyAndStore(one.history(), null);
        overtaken.armed = true;
        refused(Reason.OLDER, () -> slow.verifyAndStore(two.history(), null));
        assertThat(store.find(one.identifier())).contains(three.history());
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** A store in which somebody else is faster once. */
    private static final class Overtaken extends ForwardingIdentityStore {
        private final ChangeHistory faster;
        private boolean armed;

        Overtaken(IdentityStore store, ChangeHistory faster) {
            super(store);
            this.faster = faster;
        }

        @Override
        public boolean replace(Identifier identifier, ChangeHistory expected, ChangeHistory next) {
            if (armed) {
                armed = false;
                super.replace(identifier, expected, faster);
            }
            return super.replace(identifier, expected, next);
        }
    }
}
