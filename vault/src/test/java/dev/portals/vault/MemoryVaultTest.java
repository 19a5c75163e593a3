package dev.portals.vault;

/** The software vault in memory keeps every vault's promises. */
class MemoryVaultTest extends VaultConformance {
    private final SoftwareVault vault = SoftwareVault.inMemory();

    @Override
    protected Vault open() {
        return vault.asVault();
    }

    @Override
    protected Vault reopen() {
        throw new AssertionError("it isn't persistent");
    }

    @Override
    protected void close() {
        vault.close();
    }

    @Override
    protected boolean persistent() {
        return false;
    }
}
