package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.core.identity.IdentityStore;
import dev.portals.core.identity.IdentityStoreConformance;
import dev.portals.core.identity.ManualClock;
import dev.portals.core.identity.Purpose;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.VaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of an orchestrator's identities keeps every identity store's promises, for several instances. */
abstract class SqlIdentityStoreContract extends IdentityStoreConformance {
    @TempDir
    protected Path directory;

    private final ManualClock clock = new ManualClock(1_800_000_000);
    private final List<Database> opened = new ArrayList<>();
    private TestDatabase place;

    abstract TestDatabase place();

    private Database database() {
        if (place == null) {
            place = place();
        }
        Database database = place.open();
        opened.add(database);
        return database;
    }

    @Override
    protected IdentityStore store(int mostPeers) {
        return new SqlIdentityStore(database(), clock, mostPeers);
    }

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    @Test
    void everythingIsThereAfterARestart() {
        Identities before = OrchestratorKeys.open(database(), directory.resolve("master.key"), clock);
        Identity first = before.create("first", SigningAlgorithm.ED25519);
        Identity second = before.create("second", SigningAlgorithm.ECDSA_P256_SHA256);
        before.store().makeDefault("second");
        Identity rotated = before.rotate(first.identifier(), SigningAlgorithm.ED25519);
        var channel = before.channelKey(first.identifier());
        var credentials = before.credentialKey(second.identifier());
        Identity peer = identity();
        before.learn(peer.history(), null);

        Identities after = OrchestratorKeys.open(database(), directory.resolve("master.key"), clock);
        assertThat(after.own()).isEqualTo(before.own());
        assertThat(after.defaultIdentity()).contains(second.identifier());
        assertThat(after.find(first.identifier()).orElseThrow().history()).isEqualTo(rotated.history());
        assertThat(after.channelKey(first.identifier())).isEqualTo(channel);
        assertThat(after.credentialKey(second.identifier())).isEqualTo(credentials);
        assertThat(after.find(peer.identifier())).isPresent();
    }

    @Test
    void anotherInstancesRotationIsNoticedWithinSeconds() {
        IdentityStore here = store(10);
        IdentityStore there = store(10);
        Identity one = identity();
        here.replace(one.identifier(), null, one.history());
        assertThat(there.find(one.identifier())).contains(one.history());
        Identity two = maker.rotate(one.identifier(), SigningAlgorithm.ED25519);
        assertThat(here.replace(one.identifier(), one.history(), two.history())).isTrue();
        assertThat(here.find(one.identifier())).contains(two.history());
        clock.move(Duration.ofSeconds(SqlIdentityStore.FRESH));
        assertThat(there.find(one.identifier())).contains(two.history());
    }

    @Test
    void ofInstancesThatReplaceAHistoryAtOnceOneDoes() throws Exception {
        Identity one = identity();
        store(10).replace(one.identifier(), null, one.history());
        Identity two = maker.rotate(one.identifier(), SigningAlgorithm.ED25519);
        List<IdentityStore> instances = List.of(store(10), store(10), store(10));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (IdentityStore instance : instances) {
                for (int i = 0; i < 5; i++) {
                    attempts.add(
                            threads.submit(() -> instance.replace(one.identifier(), one.history(), two.history())));
                }
            }
            int replaced = 0;
            for (Future<Boolean> attempt : attempts) {
                replaced += attempt.get() ? 1 : 0;
            }
            assertThat(replaced).isEqualTo(1);
        }
        for (IdentityStore instance : instances) {
            assertThat(instance.find(one.identifier())).contains(two.history());
        }
    }

    @Test
    void usesAreRememberedAcrossARestart() {
        IdentityStore before = store(3);
        List<Identity> peers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            peers.add(identity());
            before.replace(peers.get(i).identifier(), null, peers.get(i).history());
            if (i == 2) {
                before.find(peers.get(0).identifier());
            }
        }
        IdentityStore after = store(3);
        Identity last = identity();
        after.replace(last.identifier(), null, last.history());
        assertThat(after.find(peers.get(0).identifier())).isPresent();
        assertThat(after.find(peers.get(1).identifier())).isEmpty();
        assertThat(after.find(peers.get(2).identifier())).isEmpty();
    }

    @Test
    void aDamagedRowIsToldAndNotTakenForNone() {
        Identity peer = identity();
        store(10).replace(peer.identifier(), null, peer.history());
        IdentityStore own = store(10);
        own.putPurposeKey(
                peer.identifier(),
                Purpose.CREDENTIALS,
                maker.credentialKey(peer.identifier()).attestation());
        database().change(handle -> {
            handle.execute("UPDATE change_histories SET history = 'x'");
            handle.execute("UPDATE purpose_keys SET attestation = '0'");
        });
        IdentityStore store = store(10);
        for (Runnable read : List.<Runnable>of(
                () -> store.find(peer.identifier()), () -> store.purposeKey(peer.identifier(), Purpose.CREDENTIALS))) {
            assertThatThrownBy(read::run)
                    .isInstanceOfSatisfying(
                            VaultException.class, e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.CORRUPT));
        }
    }

    @Test
    void aDatabaseThatIsGoneIsAStorageFailure() {
        IdentityStore store = store(10);
        opened.getLast().close();
        assertThatThrownBy(() -> store.find(identity().identifier()))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.STORAGE));
    }
}
