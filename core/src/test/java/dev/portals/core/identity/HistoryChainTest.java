package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.vault.KeyHandle;
import dev.portals.vault.Sha256;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.VerifyingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long chains of changes, taken apart and put together wrongly (spec 02 sections 2.6 and 2.7). */
class HistoryChainTest {
    private static final long NOW = 1_800_000_000;
    private static final int LENGTH = 6;

    private final ManualClock clock = new ManualClock(NOW);
    private final SoftwareVault vault = SoftwareVault.inMemory();
    private final Identities owner = new Identities(vault.asVault(), IdentityStore.inMemory(), clock);
    private final Identities peer = IdentityVectors.empty(clock);
    private final List<Identity> steps = steps();

    private List<Identity> steps() {
        List<Identity> made = new ArrayList<>();
        made.add(owner.create(SigningAlgorithm.ED25519));
        for (int i = 1; i < LENGTH; i++) {
            clock.move(Duration.ofDays(1));
            SigningAlgorithm[] algorithms = SigningAlgorithm.values();
            made.add(owner.rotate(made.getFirst().identifier(), algorithms[i % algorithms.length]));
        }
        return made;
    }

    private List<Change> changes() {
        return new ArrayList<>(steps.getLast().history().changes());
    }

    private void refused(List<Change> changes) {
        assertThatThrownBy(() -> peer.verify(new ChangeHistory(changes), null))
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        e -> assertThat(e.reason())
                                .isIn(Set.of(Reason.INVALID_HISTORY, Reason.INVALID_SIGNATURE, Reason.MALFORMED)));
    }

    @Test
    void everyPrefixIsOlderThanEveryLongerOne() {
        for (int i = 0; i < LENGTH; i++) {
            for (int j = 0; j < LENGTH; j++) {
                assertThat(steps.get(i).compareTo(steps.get(j)))
                        .isEqualTo(
                                i == j
                                        ? Identity.Relation.EQUAL
                                        : i > j ? Identity.Relation.NEWER : Identity.Relation.OLDER);
            }
        }
    }

    @Test
    void aPeerGoesForwardAlongTheChainAndNeverBack() {
        for (int i = 0; i < LENGTH; i++) {
            peer.verifyAndStore(steps.get(i).history(), steps.getFirst().identifier());
            for (int j = 0; j < i; j++) {
                ChangeHistory older = steps.get(j).history();
                assertThatThrownBy(() -> peer.verifyAndStore(older, null))
                        .isInstanceOfSatisfying(
                                IdentityException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.OLDER));
                assertThat(peer.learn(older, null).latestChangeHash())
                        .isEqualTo(steps.get(i).latestChangeHash());
            }
            assertThat(peer.find(steps.getFirst().identifier()).orElseThrow().history())
                    .isEqualTo(steps.get(i).history());
        }
    }

    @Test
    void aPeerMayHearOfTheLatestChangeFirst() {
        peer.verifyAndStore(steps.getLast().history(), null);
        assertThat(peer.find(steps.getFirst().identifier()).orElseThrow().latestKey())
                .isEqualTo(steps.getLast().latestKey());
    }

    @Test
    void aChainWithAGapIsRefused() {
        for (int missing = 1; missing < LENGTH - 1; missing++) {
            List<Change> changes = changes();
            changes.remove(missing);
            refused(changes);
        }
    }

    @Test
    void aChainThatLostItsBeginningIsRefused() {
        for (int from = 1; from < LENGTH; from++) {
            refused(changes().subList(from, LENGTH));
        }
    }

    @Test
    void aChainOutOfOrderIsRefused() {
        List<Change> reversed = changes();
        Collections.reverse(reversed);
        refused(reversed);
        for (int i = 0; i < LENGTH - 1; i++) {
            List<Change> changes = changes();
            Collections.swap(changes, i, i + 1);
            refused(changes);
        }
    }

    @Test
    void aRepeatedChangeIsRefused() {
        for (int i = 0; i < LENGTH; i++) {
            List<Change> changes = changes();
            changes.add(i, changes.get(i));
            refused(changes);
            List<Change> longer = changes();
            longer.add(longer.get(i));
            refused(longer);
        }
    }

    @Test
    void aChangeOfSomebodyElseIsRefused() {
        Identity other = owner.create(SigningAlgorithm.ED25519);
        Identity later = owner.rotate(other.identifier(), SigningAlgorithm.ED25519);
        for (Change foreign : later.history().changes()) {
            for (int i = 0; i < LENGTH; i++) {
                List<Change> changes = changes();
                changes.set(i, foreign);
                if (i == 0 && LENGTH == 1) {
                    continue;
                }
                refused(changes);
            }
            List<Change> changes = changes();
            changes.add(foreign);
            refused(changes);
        }
    }

    @Test
    void everySignatureOfEveryChangeIsNeeded() {
        for (int i = 0; i < LENGTH; i++) {
            Change change = changes().get(i);
            Change donor = changes().get((i + 2) % LENGTH);
            List<Change> wrong = changes();
            wrong.set(i, new Change(change.data(), donor.signature(), change.previousSignature()));
            refused(wrong);
            if (i > 0) {
                List<Change> without = changes();
                without.set(i, new Change(change.data(), change.signature(), null));
                refused(without);
                List<Change> swapped = changes();
                swapped.set(i, new Change(change.data(), change.signature(), change.signature()));
                refused(swapped);
            }
        }
    }

    /** A first change of our own making. */
    private ChangeHistory handmade(byte @Nullable [] previous, long from, long until) {
        KeyHandle key = vault.generateSigningKey(SigningAlgorithm.ED25519);
        VerifyingKey publicKey = vault.verifyingKey(key);
        byte[] data = Signed.versioned(Signed.CHANGE, new Change.Data(previous, publicKey, from, until).encode());
        return new ChangeHistory(List.of(new Change(data, vault.sign(key, Sha256.digest(data)), null)));
    }

    @Test
    void aFirstChangeMustNotNameAnother() {
        assertThat(peer.verify(handmade(null, NOW, NOW + 1), null)).isNotNull();
        assertThatThrownBy(() -> peer.verify(handmade(new byte[32], NOW, NOW + 1), null))
                .isInstanceOf(IdentityException.class);
    }

    @Test
    void whoeverTakesAKeyCanNotTakeItsIdentity() {
        Identity victim = steps.getFirst();
        KeyHandle key = vault.generateSigningKey(SigningAlgorithm.ED25519);
        byte[] data = Signed.versioned(
                Signed.CHANGE,
                new Change.Data(victim.latestChangeHash(), vault.verifyingKey(key), NOW, NOW + 1_000_000).encode());
        byte[] digest = Sha256.digest(data);
        List<Change> stolen = new ArrayList<>(victim.history().changes());
        stolen.add(new Change(data, vault.sign(key, digest), vault.sign(key, digest)));
        refused(stolen);
    }

    @Test
    void twoContinuationsOfOneIdentityConflict() {
        SoftwareVault copy = SoftwareVault.inMemory();
        Identities first = new Identities(copy.asVault(), IdentityStore.inMemory(), clock);
        Identity common = first.create(SigningAlgorithm.ED25519);
        KeyHandle key = copy.handleOf(common.latestKey());
        List<ChangeHistory> forks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            KeyHandle next = copy.generateSigningKey(SigningAlgorithm.ED25519);
            byte[] data = Signed.versioned(
                    Signed.CHANGE,
                    new Change.Data(
                                    common.latestChangeHash(),
                                    copy.verifyingKey(next),
                                    clock.seconds(),
                                    clock.seconds() + 1_000)
                            .encode());
            byte[] digest = Sha256.digest(data);
            forks.add(new ChangeHistory(List.of(
                    common.history().changes().getFirst(),
                    new Change(data, copy.sign(next, digest), copy.sign(key, digest)))));
        }
        peer.verifyAndStore(forks.getFirst(), common.identifier());
        assertThatThrownBy(() -> peer.verifyAndStore(forks.getLast(), null))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThatThrownBy(() -> peer.learn(forks.getLast(), null)).isInstanceOf(IdentityException.class);
        assertThat(peer.find(common.identifier()).orElseThrow().history()).isEqualTo(forks.getFirst());
    }

    @Test
    void theLongestHistoryIsReadBackAndOneMoreChangeIsNot() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < ChangeHistory.MAX_CHANGES; i++) {
            changes.add(changes().get(i % LENGTH));
        }
        ChangeHistory longest = new ChangeHistory(changes);
        assertThat(ChangeHistory.decode(longest.encode())).isEqualTo(longest).hasSameHashCodeAs(longest);
        refused(changes);
        changes.add(changes().getFirst());
        assertThatThrownBy(() -> ChangeHistory.decode(new ChangeHistory(changes).encode()))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void anAttestationCountsOnlyForTheLatestChange() {
        Identifier self = steps.getFirst().identifier();
        PurposeKeyAttestation before = owner.channelKey(self).attestation();
        peer.verifyAndStore(steps.getLast().history(), self);
        assertThat(peer.verifyChannelAttestation(before, self)).isNotNull();
        Identity next = owner.rotate(self, SigningAlgorithm.ED25519);
        peer.verifyAndStore(next.history(), self);
        assertThatThrownBy(() -> peer.verifyChannelAttestation(before, self)).isInstanceOf(IdentityException.class);
        assertThat(peer.verifyChannelAttestation(owner.channelKey(self).attestation(), self))
                .isNotNull();
    }
}
