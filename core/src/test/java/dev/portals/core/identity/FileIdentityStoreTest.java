package dev.portals.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.Vault;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityStoreTest extends IdentityStoreConformance {
    @TempDir
    private Path root;

    private Path directory() {
        return root.resolve("identities");
    }

    @Override
    protected IdentityStore store(int mostPeers) {
        return FileIdentityStore.open(directory(), mostPeers);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void whoOnlyLooksSeesTheDefaultAndChangesNothing() throws IOException {
        assertThat(FileIdentityStore.peekDefault(directory())).isEmpty();
        assertThat(directory()).doesNotExist();
        IdentityStore store = store(10);
        Identity mine = identity();
        store.replace(mine.identifier(), null, mine.history());
        assertThat(FileIdentityStore.peekDefault(directory())).isEmpty();
        store.name("mine", mine.identifier());
        store.makeDefault("mine");
        Path unfinished = Files.write(directory().resolve("names.tmp"), new byte[] {1});
        assertThat(FileIdentityStore.peekDefault(directory())).contains(mine.history());
        assertThat(unfinished).exists();
    }

    @Test
    void everythingIsThereAfterARestart() {
        Vault vault = SoftwareVault.inMemory().asVault();
        ManualClock clock = new ManualClock(1_800_000_000);
        Identities before = new Identities(vault, store(10), clock);
        Identity first = before.create("first", SigningAlgorithm.ED25519);
        Identity second = before.create("second", SigningAlgorithm.ECDSA_P256_SHA256);
        before.store().makeDefault("second");
        Identity rotated = before.rotate(first.identifier(), SigningAlgorithm.ED25519);
        ChannelKey channel = before.channelKey(first.identifier());
        CredentialKey credentials = before.credentialKey(second.identifier());
        Identity peer = identity();
        before.learn(peer.history(), null);

        Identities after = new Identities(vault, store(10), clock);
        assertThat(after.own()).isEqualTo(before.own());
        assertThat(after.defaultIdentity()).contains(second.identifier());
        assertThat(after.find(first.identifier()).orElseThrow().latestChangeHash())
                .isEqualTo(rotated.latestChangeHash());
        assertThat(after.channelKey(first.identifier())).isEqualTo(channel);
        assertThat(after.credentialKey(second.identifier())).isEqualTo(credentials);
        assertThat(after.find(peer.identifier())).isPresent();
    }

    @Test
    void keptIdentitiesAreKeptAfterARestartToo() {
        Identity authority = identity();
        IdentityStore before = store(2);
        before.replace(authority.identifier(), null, authority.history());
        before.keep(authority.identifier());
        IdentityStore after = store(2);
        for (int i = 0; i < 4; i++) {
            Identity peer = identity();
            after.replace(peer.identifier(), null, peer.history());
        }
        assertThat(after.find(authority.identifier())).contains(authority.history());
    }

    @Test
    void afterARestartTheEarliestWrittenHistoryGoesFirst() throws IOException {
        IdentityStore before = store(2);
        Identity late = identity();
        Identity early = identity();
        for (Identity peer : List.of(late, early)) {
            before.replace(peer.identifier(), null, peer.history());
        }
        Files.setLastModifiedTime(directory().resolve(early.identifier() + ".history"), FileTime.fromMillis(1_000_000));
        IdentityStore after = store(2);
        Identity third = identity();
        after.replace(third.identifier(), null, third.history());
        assertThat(after.find(early.identifier())).isEmpty();
        assertThat(after.find(late.identifier())).isPresent();
        assertThat(directory().resolve(early.identifier() + ".history")).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsClearedAway() throws IOException {
        Identity peer = identity();
        store(10).replace(peer.identifier(), null, peer.history());
        Path leftover = directory().resolve(identity().identifier() + ".history.tmp");
        Files.write(leftover, new byte[] {(byte) 0x81, 0x58});
        IdentityStore after = store(10);
        assertThat(leftover).doesNotExist();
        assertThat(after.find(peer.identifier())).contains(peer.history());
    }

    @Test
    void noFileIsOpenToAnybodyElse() throws IOException {
        Identities identities =
                new Identities(SoftwareVault.inMemory().asVault(), store(10), new ManualClock(1_800_000_000));
        identities.channelKey(identities.create(SigningAlgorithm.ED25519).identifier());
        if (Files.getFileStore(directory()).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(directory()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(files(directory()))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void aDamagedFileIsToldAndNotTakenForNone() throws IOException {
        Identity peer = identity();
        IdentityStore store = store(10);
        store.replace(peer.identifier(), null, peer.history());
        Files.write(directory().resolve(peer.identifier() + ".history"), new byte[] {0});
        corrupt(() -> store.find(peer.identifier()));
        Files.write(directory().resolve(peer.identifier() + ".channel"), new byte[] {0});
        corrupt(() -> store.purposeKey(peer.identifier(), Purpose.SECURE_CHANNEL));
        Files.write(directory().resolve("names"), new byte[] {0});
        corrupt(() -> store(10));
    }

    @Test
    void aHistoryUnderAnothersNameIsNotBelieved() throws IOException {
        Identity one = identity();
        Identity two = identity();
        Identities identities =
                new Identities(SoftwareVault.inMemory().asVault(), store(10), new ManualClock(1_800_000_000));
        identities.verifyAndStore(one.history(), null);
        Files.write(
                directory().resolve(one.identifier() + ".history"),
                two.history().encode());
        assertThatThrownBy(() -> identities.find(one.identifier())).isInstanceOf(IdentityException.class);
    }

    private static void corrupt(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.CORRUPT));
    }
}
