package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.vault.KeyHandle;
import dev.portals.vault.KeySealer;
import dev.portals.vault.MasterKey;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SigningAlgorithm;
import dev.portals.vault.SoftwareVault;
import dev.portals.vault.Vault;
import dev.portals.vault.VaultConformance;
import dev.portals.vault.VaultException;
import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The software vault over a database keeps every vault's promises, and some of its own. */
abstract class SealedVaultContract extends VaultConformance {
    @TempDir
    protected Path directory;

    private TestDatabase place;
    private Database database;
    private SoftwareVault vault;

    abstract TestDatabase place();

    private Path masterKey() {
        return directory.resolve("home").resolve("master.key");
    }

    @Override
    protected Vault open() {
        if (place == null) {
            place = place();
        }
        database = place.open();
        vault = new SoftwareVault(SealedKeyStore.open(database, masterKey()));
        return vault.asVault();
    }

    @Override
    protected Vault reopen() {
        close();
        return open();
    }

    @Override
    protected void close() {
        vault.close();
        database.close();
    }

    @Override
    protected boolean persistent() {
        return true;
    }

    private void refused(String words) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> SealedKeyStore.open(database, masterKey()))
                .withMessageContaining(words)
                .withMessageContaining(masterKey().toString())
                .matches(e -> e.reason() == Reason.CORRUPT);
    }

    @Test
    void theMasterKeyIsMadeForItsOwnerAlone() throws IOException {
        if (Files.getFileStore(masterKey()).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(masterKey()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aMissingMasterKeyIsSaidAndNotMadeAgain() throws IOException {
        Files.delete(masterKey());
        refused("is missing");
        assertThat(masterKey()).doesNotExist();
    }

    @Test
    void anotherMasterKeyIsNoticedBeforeAnyKeyIsNeeded() throws IOException {
        Files.delete(masterKey());
        KeySealer.open(MasterKey.file(masterKey()), directory, true).close();
        refused("isn't the one that sealed the keys in the database");
    }

    @Test
    void aChangedRowIsToldAndNotTakenForNone() {
        KeyHandle key = vault.generateSigningKey(SigningAlgorithm.ED25519);
        database.change(
                handle -> handle.execute("UPDATE sealed_keys SET sealed = REPLACE(sealed, '50564b31', '50564b32')"));
        vault.close();
        vault = new SoftwareVault(SealedKeyStore.open(database, masterKey()));
        assertReason(() -> vault.sign(key, MESSAGE), Reason.CORRUPT);
    }

    @Test
    void anotherInstanceSignsWithTheSameKeys() {
        KeyHandle key = vault.generateSigningKey(SigningAlgorithm.ED25519);
        try (Database second = place.open();
                SoftwareVault other = new SoftwareVault(SealedKeyStore.open(second, masterKey()))) {
            assertThat(other.verifyingKey(key)).isEqualTo(vault.verifyingKey(key));
        }
    }

    @Test
    void noSecretIsInTheDatabaseInTheClear() {
        byte[] raw = new byte[32];
        Arrays.fill(raw, (byte) 0x5a);
        vault.importSigningKey(SigningAlgorithm.ED25519, SecretBytes.copyOf(raw));
        String row = database.read(handle -> handle.createQuery("SELECT sealed FROM sealed_keys")
                .mapTo(String.class)
                .one());
        assertThat(row).hasSize(128).doesNotContain("5a5a5a5a");
    }
}
