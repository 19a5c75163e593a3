package dev.portals.orchestrator.store;

import dev.portals.core.identity.Identities;
import dev.portals.vault.KeySealer;
import dev.portals.vault.MasterKey;
import dev.portals.vault.SoftwareVault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

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

    /** The fingerprint of the master key that belongs to a database; empty if nothing has been sealed there yet. */
    public static Optional<String> fingerprint(Database database) {
        return database.read(SealedKeyStore::fingerprint);
    }

    /**
     * The fingerprint of the master key in a file.
     *
     * @throws dev.portals.vault.VaultException if there is none, or it has been changed
     */
    public static String fingerprint(Path masterKeyFile) {
        Path file = masterKeyFile.toAbsolutePath();
        try (KeySealer sealer = KeySealer.open(MasterKey.file(file), file, false)) {
            return HexFormat.of().formatHex(sealer.fingerprint());
        }
    }
}
