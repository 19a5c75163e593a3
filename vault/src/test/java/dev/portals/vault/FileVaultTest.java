package dev.portals.vault;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The software vault over a directory keeps every vault's promises. */
class FileVaultTest extends VaultConformance {
    @TempDir
    Path directory;

    private SoftwareVault vault;

    @Override
    protected Vault open() {
        vault = new SoftwareVault(FileKeyStore.open(directory.resolve("vault")));
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
    }

    @Override
    protected boolean persistent() {
        return true;
    }
}
