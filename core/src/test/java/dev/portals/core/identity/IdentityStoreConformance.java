package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.identity.IdentityException.Reason;
import dev.portals.vault.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises. */
public abstract class IdentityStoreConformance {
    protected final Identities maker = IdentityVectors.empty(new ManualClock(1_800_000_000));

    /** An empty store that keeps so many histories. */
    protected abstract IdentityStore store(int mostPeers);

    protected final Identity identity() {
        return maker.create(SigningAlgorithm.ED25519);
    }

    private static void put(IdentityStore store, Identity identity) {
        assertThat(store.replace(identity.identifier(), null, identity.history()))
                .isTrue();
    }

    @Test
    void aHistoryIsStoredOnlyInPlaceOfTheExpectedOne() {
        IdentityStore store = store(10);
        Identity one = identity();
        Identity two = maker.rotate(one.identifier(), SigningAlgorithm.ECDSA_P256_SHA256);
        Identifier identifier = one.identifier();
        assertThat(store.find(identifier)).isEmpty();
        assertThat(store.replace(identifier, two.history(), one.history())).isFalse();
        put(store, one);
        assertThat(store.replace(identifier, null, two.history())).isFalse();
        assertThat(store.replace(identifier, two.history(), two.history())).isFalse();
        assertThat(store.find(identifier)).contains(one.history());
        assertThat(store.replace(identifier, one.history(), two.history())).isTrue();
        assertThat(store.find(identifier)).contains(two.history());
    }

    @Test
    void thePeerThatWasUsedLongestAgoGoesFirst() {
        IdentityStore store = store(3);
        List<Identity> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            peers.add(identity());
            put(store, peers.get(i));
        }
        store.find(peers.get(0).identifier());
        put(store, identity());
        assertThat(store.find(peers.get(1).identifier())).isEmpty();
        assertThat(store.find(peers.get(0).identifier())).isPresent();
        assertThat(store.find(peers.get(2).identifier())).isPresent();
    }

    @Test
    void ourIdentitiesAndKeptOnesAreNeverEvicted() {
        IdentityStore store = store(3);
        Identity ours = identity();
        put(store, ours);
        store.name("ours", ours.identifier());
        Identity authority = identity();
        store.keep(authority.identifier());
        put(store, authority);
        Identity last = ours;
        for (int i = 0; i < 10; i++) {
            last = identity();
            put(store, last);
        }
        assertThat(store.find(ours.identifier())).isPresent();
        assertThat(store.find(authority.identifier())).isPresent();
        assertThat(store.find(last.identifier())).isPresent();
    }

    @Test
    void namesLeadToIdentitiesAndOneIsTheDefault() {
        IdentityStore store = store(10);
        Identifier a = identity().identifier();
        Identifier b = identity().identifier();
        assertThat(store.defaultName()).isEmpty();
        store.name("a", a);
        store.name("b", b);
        store.name("a", a);
        assertThat(store.defaultName()).contains("a");
        assertThatThrownBy(() -> store.name("a", b))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN));
        store.makeDefault("b");
        assertThat(store.defaultName()).contains("b");
        assertThatThrownBy(() -> store.makeDefault("c"))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_IDENTITY));
        assertThat(store.removeName("b")).isTrue();
        assertThat(store.removeName("b")).isFalse();
        assertThat(store.defaultName()).contains("a");
        assertThat(store.own()).containsOnlyKeys("a").containsEntry("a", a);
        assertThat(store.removeName("a")).isTrue();
        assertThat(store.defaultName()).isEmpty();
    }

    @Test
    void thereIsOneAttestationForEachPurpose() {
        IdentityStore store = store(10);
        Identifier own = identity().identifier();
        PurposeKeyAttestation channel = maker.channelKey(own).attestation();
        PurposeKeyAttestation credentials = maker.credentialKey(own).attestation();
        assertThat(store.purposeKey(own, Purpose.SECURE_CHANNEL)).isEmpty();
        store.putPurposeKey(own, Purpose.SECURE_CHANNEL, credentials);
        store.putPurposeKey(own, Purpose.SECURE_CHANNEL, channel);
        store.putPurposeKey(own, Purpose.CREDENTIALS, credentials);
        assertThat(store.purposeKey(own, Purpose.SECURE_CHANNEL)).contains(channel);
        assertThat(store.purposeKey(own, Purpose.CREDENTIALS)).contains(credentials);
    }
}
