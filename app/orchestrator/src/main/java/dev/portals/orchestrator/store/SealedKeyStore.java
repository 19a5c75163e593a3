package dev.portals.orchestrator.store;

import dev.portals.vault.KeyHandle;
import dev.portals.vault.KeySealer;
import dev.portals.vault.KeyStore;
import dev.portals.vault.MasterKey;
import dev.portals.vault.SecretBytes;
import dev.portals.vault.SecretKind;
import dev.portals.vault.VaultException;
import dev.portals.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets in the database, sealed by a master key that isn't in it. The database remembers a fingerprint of that key,
 * so that a wrong one is noticed at once. What is kept of them in memory is sealed too.
 */
final class SealedKeyStore implements KeyStore {
    private static final String FINGERPRINT = "master_key_fingerprint";
    private static final int MOST_CACHED = 10_000;

    private record Name(SecretKind kind, KeyHandle handle) {}

    private final KeyRecords records;
    private final KeySealer sealer;
    private final RecentlyUsed<Name, byte[]> cache = new RecentlyUsed<>(MOST_CACHED);
    private volatile boolean closed;

    private SealedKeyStore(KeyRecords records, KeySealer sealer) {
        this.records = records;
        this.sealer = sealer;
    }

    /**
     * Opens the store; the file is made if nothing has been sealed yet.
     *
     * @throws VaultException CORRUPT if it isn't the key that sealed what is in the database
     */
    static SealedKeyStore open(Database database, Path masterKeyFile) {
        Path file = masterKeyFile.toAbsolutePath();
        Path directory = file.getParent();
        if (directory == null) {
            throw new VaultException(Reason.STORAGE, "the master key can't be the file " + file);
        }
        KeyRecords records = new KeyRecords(database);
        KeySealer sealer = records.write(handle -> open(handle, database.isPostgresql(), directory, file));
        return new SealedKeyStore(records, sealer);
    }

    /** The fingerprint of the master key; empty if nothing has been sealed yet. */
    static Optional<String> fingerprint(Handle handle) {
        return handle.createQuery("SELECT value FROM settings WHERE name = :name")
                .bind("name", FINGERPRINT)
                .mapTo(String.class)
                .findOne();
    }

    private static KeySealer open(Handle handle, boolean postgresql, Path directory, Path file) {
        if (postgresql) {
            // Of two instances that start for the first time, only one makes the file.
            handle.execute("LOCK TABLE settings IN EXCLUSIVE MODE");
        }
        String known = fingerprint(handle).orElse(null);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new VaultException(Reason.STORAGE, "can't make the directory " + directory, e);
        }
        KeySealer sealer = KeySealer.open(MasterKey.file(file), directory, known == null);
        String fingerprint = HexFormat.of().formatHex(sealer.fingerprint());
        if (known == null) {
            handle.createUpdate("INSERT INTO settings (name, value) VALUES (:name, :value)")
                    .bind("name", FINGERPRINT)
                    .bind("value", fingerprint)
                    .execute();
        } else if (!known.equals(fingerprint)) {
            sealer.close();
            throw new VaultException(
                    Reason.CORRUPT,
                    "the master key in " + file + " isn't the one that sealed the keys in the database");
        }
        return sealer;
    }

    @Override
    public void put(SecretKind kind, KeyHandle handle, SecretBytes secret) {
        requireOpen();
        byte[] sealed = sealer.seal(kind, handle, secret);
        records.write(sql -> sql.createUpdate("INSERT INTO sealed_keys (kind, handle, sealed)"
                        + " VALUES (:kind, :handle, :sealed)"
                        + " ON CONFLICT (kind, handle) DO UPDATE SET sealed = :sealed")
                .bind("kind", kind.label())
                .bind("handle", handle.toString())
                .bind("sealed", HexFormat.of().formatHex(sealed))
                .execute());
        cache.put(new Name(kind, handle), sealed);
    }

    @Override
    public Optional<SecretBytes> find(SecretKind kind, KeyHandle handle) {
        requireOpen();
        Name name = new Name(kind, handle);
        byte @Nullable [] sealed = cache.get(name);
        if (sealed == null) {
            sealed = records.read(sql -> stored(sql, kind, handle)).orElse(null);
            if (sealed == null) {
                return Optional.empty();
            }
            cache.put(name, sealed);
        }
        return Optional.of(sealer.open(kind, handle, sealed).orElseThrow(() -> corrupt(kind, handle)));
    }

    private static Optional<byte[]> stored(Handle sql, SecretKind kind, KeyHandle handle) {
        return sql.createQuery("SELECT sealed FROM sealed_keys WHERE kind = :kind AND handle = :handle")
                .bind("kind", kind.label())
                .bind("handle", handle.toString())
                .mapTo(String.class)
                .findOne()
                .map(text -> {
                    try {
                        return HexFormat.of().parseHex(text);
                    } catch (IllegalArgumentException e) {
                        throw corrupt(kind, handle);
                    }
                });
    }

    @Override
    public boolean delete(SecretKind kind, KeyHandle handle) {
        requireOpen();
        int deleted =
                records.write(sql -> sql.createUpdate("DELETE FROM sealed_keys WHERE kind = :kind AND handle = :handle")
                        .bind("kind", kind.label())
                        .bind("handle", handle.toString())
                        .execute());
        cache.remove(new Name(kind, handle));
        return deleted > 0;
    }

    @Override
    public void close() {
        closed = true;
        sealer.close();
    }

    private static VaultException corrupt(SecretKind kind, KeyHandle handle) {
        return new VaultException(
                Reason.CORRUPT,
                "the key " + kind.label() + "-" + handle + " in the database doesn't open: it has been changed");
    }

    private void requireOpen() {
        if (closed) {
            throw new VaultException(Reason.STORAGE, "the key store has been closed");
        }
    }

    @Override
    public String toString() {
        return "SealedKeyStore";
    }
}
