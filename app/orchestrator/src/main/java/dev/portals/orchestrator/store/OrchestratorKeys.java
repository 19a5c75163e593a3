package dev.portals.orchestrator.store;

import dev.portals.core.identity.Identities;
import dev.portals.vault.SoftwareVault;
import java.nio.file.Path;
import java.time.InstantSource;

/** The identities of an orchestrator, kept in its database: several instances share them. */
public final class OrchestratorKeys {
    private OrchestratorKeys() {}

    /**
     * Opens them.
     *
     * @param masterKeyFile holds the key that seals all secret keys; made for its owner alone when the database is new
     * @throws dev.portals.vault.VaultException if that key is missing, changed or another one than before
     */
    public static Identities open(Database database, Path masterKeyFile, InstantSource clock) {
        SoftwareVault vault = new SoftwareVault(SealedKeyStore.open(database, masterKeyFile));
        return new Identities(
                vault.asVault(), new SqlIdentityStore(database, clock, SqlIdentityStore.MOST_PEERS), clock);
    }
}
