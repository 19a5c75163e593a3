package dev.portals.orchestrator;

import dev.portals.orchestrator.store.Backup;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.OrchestratorKeys;
import dev.portals.orchestrator.store.StoreException;
import dev.portals.vault.DirectoryLock;
import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one orchestrator keeps, for itself and for those who look after it. */
public final class Installation {
    /** Far more than the file of a master key has. */
    private static final int MOST_KEY = 4096;

    private static final SequencedMap<String, String> COUNTED = new LinkedHashMap<>();

    static {
        COUNTED.put("users", "users");
        COUNTED.put("devices", "devices");
        COUNTED.put("spaces", "spaces");
        COUNTED.put("projects", "projects");
        COUNTED.put("members", "members");
        COUNTED.put("invitations", "invitations");
        COUNTED.put("mails_queued", "mails WHERE state = 'queued'");
        COUNTED.put("mails_failed", "mails WHERE state IN ('failed', 'bounced')");
    }

    private final OrchestratorSettings settings;

    /** What those settings point at; nothing is opened or made yet. */
    public Installation(OrchestratorSettings settings) {
        this.settings = settings;
    }

    /** Where it is, without passwords. */
    public String place() {
        String address = settings.database();
        return address == null
                ? settings.home().toString()
                : address.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
    }

    /** The file of the key that seals all others. */
    public Path masterKey() {
        return settings.masterKey() == null ? settings.home().resolve("master.key") : settings.masterKey();
    }

    private Path file() {
        return settings.home().resolve("orchestrator.db");
    }

    /** Opens its records, made if they aren't there, and brings them up to date. */
    Database open() {
        return settings.database() == null ? Database.sqlite(file()) : Database.postgresql(settings.database());
    }

    /**
     * Opens its records as they are, also while it runs.
     *
     * @throws StoreException if there are none
     */
    public Database look() {
        if (settings.database() != null) {
            return Database.lookAt(settings.database());
        }
        if (!Files.isRegularFile(file())) {
            throw new Missing("there is no installation in " + settings.home());
        }
        return Database.lookAt(file());
    }

    /**
     * Keeps others from running on the same records, as long as it isn't closed. PostgreSQL serves several; a file doesn't.
     *
     * @throws StoreException if somebody does
     */
    Alone lock() {
        PrivateFiles.createDirectory(settings.home());
        if (settings.database() != null) {
            return () -> {};
        }
        try {
            return DirectoryLock.acquire(settings.home())::close;
        } catch (VaultException e) {
            throw e.getCause() == null
                    ? new StoreException(
                            e.getMessage() + ": end that first; several orchestrators at once need PostgreSQL", e)
                    : e;
        }
    }

    /** Held while nobody else may use the records. */
    interface Alone extends AutoCloseable {
        @Override
        void close();
    }

    /** There is nothing where something was expected. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message, null, false, false);
        }
    }

    /** Who runs on its home on this computer, if anybody does. */
    public Optional<Running> running() {
        return Running.on(settings.home());
    }

    /**
     * What is there.
     *
     * @param database what keeps it: {@code sqlite} or {@code postgresql}
     * @param schema the version of its tables; 0 if there are none yet
     * @param counts how many there are of what; empty if the tables aren't those of this program
     */
    public record Status(String database, int schema, SequencedMap<String, Long> counts) {}

    /**
     * Looks at the records.
     *
     * @throws Missing if there are none
     * @throws StoreException if they can't be read
     */
    public Status status() {
        try (Database database = look()) {
            int schema = database.version();
            SequencedMap<String, Long> counts = new LinkedHashMap<>();
            if (schema == Database.latestVersion()) {
                database.read(handle -> {
                    COUNTED.forEach((name, from) -> counts.put(
                            name,
                            handle.createQuery("SELECT COUNT(*) FROM " + from)
                                    .mapTo(Long.class)
                                    .one()));
                    return true;
                });
            }
            return new Status(database.isPostgresql() ? "postgresql" : "sqlite", schema, counts);
        }
    }

    /**
     * Brings the records up to date.
     *
     * @return their version before
     * @throws StoreException if a file is in use, or a step fails
     */
    public int migrate() {
        look().close();
        return alone(database -> {
            int before = database.version();
            database.migrate();
            return before;
        });
    }

    private <T> T alone(Function<Database, T> work) {
        Alone alone = lock();
        try (Database database =
                settings.database() == null ? Database.lookAt(file()) : Database.lookAt(settings.database())) {
            return work.apply(database);
        } finally {
            alone.close();
        }
    }

    /**
     * Writes a backup, also while the orchestrator runs.
     *
     * @param to a file that isn't there yet; for its owner alone
     * @param withKey whether the key that seals all others is to be in it
     * @throws StoreException if there is nothing, or a file there already
     * @throws VaultException if the key is missing or the wrong one, or the file can't be written
     */
    public Backup.Contents backup(Path to, boolean withKey, InstantSource clock) {
        if (Files.exists(to)) {
            throw new StoreException("the file " + to + " is there already: choose another name", null);
        }
        try (Database database = look()) {
            byte @Nullable [] key = null;
            if (withKey) {
                Optional<String> sealing = OrchestratorKeys.fingerprint(database);
                if (sealing.isPresent()) {
                    requireKey(masterKey(), sealing.get());
                    key = PrivateFiles.read(masterKey(), MOST_KEY).orElseThrow();
                }
            }
            byte @Nullable [] included = key;
            Backup.Contents[] contents = new Backup.Contents[1];
            PrivateFiles.write(
                    to,
                    out -> contents[0] = Backup.write(
                            database,
                            included,
                            Orchestrator.version(),
                            clock.instant().truncatedTo(ChronoUnit.SECONDS),
                            out));
            return contents[0];
        }
    }

    /**
     * Reads a backup to its end and says what is in it.
     *
     * @throws StoreException if it can't be used
     */
    public static Backup.Contents check(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Backup.check(in);
        } catch (NoSuchFileException e) {
            throw new Missing("there is no file " + file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Makes the installation from a backup. A failure leaves nothing of it.
     *
     * @param key the file of its master key, if that isn't in the backup or in its place already
     * @throws StoreException if the backup can't be used, or there is an installation here already
     * @throws VaultException if the key is missing or the wrong one
     */
    public Backup.Contents restore(Path file, @Nullable Path key) {
        Backup.Contents contents = check(file);
        return alone(database -> {
            Backup.requireEmpty(database);
            boolean placed = contents.masterKey().isPresent() && place(contents, key);
            try (InputStream in = Files.newInputStream(file)) {
                Backup.restore(in, database);
                return contents;
            } catch (IOException | RuntimeException e) {
                if (placed) {
                    PrivateFiles.delete(masterKey());
                }
                throw e instanceof IOException io ? unreadable(file, io) : (RuntimeException) e;
            }
        });
    }

    private static StoreException unreadable(Path file, IOException e) {
        return new StoreException("the file " + file + " can't be read: " + e.getMessage(), e);
    }

    /** Puts the right key in its place; false if it was there. */
    private boolean place(Backup.Contents contents, @Nullable Path given) {
        String sealing = contents.masterKey().orElseThrow();
        if (given != null) {
            requireKey(given, sealing);
        }
        if (Files.exists(masterKey())) {
            requireKey(masterKey(), sealing);
            return false;
        }
        byte[] key;
        if (given != null) {
            key = PrivateFiles.read(given, MOST_KEY).orElseThrow();
        } else {
            key = contents.key()
                    .orElseThrow(() -> refused(
                            "the keys in this backup are sealed by a master key that isn't in it: bring the file"
                                    + " master.key of the old installation and name it with --key"));
        }
        PrivateFiles.write(masterKey(), key);
        try {
            requireKey(masterKey(), sealing);
        } catch (VaultException e) {
            PrivateFiles.delete(masterKey());
            throw e;
        }
        return true;
    }

    private static void requireKey(Path file, String sealing) {
        if (!Files.isReadable(file)) {
            throw refused("the master key " + file + " can't be read");
        }
        if (!fingerprint(file).equals(sealing)) {
            throw refused("the master key in " + file + " isn't the one that sealed the keys of this installation");
        }
    }

    private static String fingerprint(Path file) {
        try {
            return OrchestratorKeys.fingerprint(file);
        } catch (VaultException e) {
            throw refused("the file " + file + " isn't a master key, or has been changed");
        }
    }

    private static VaultException refused(String why) {
        return new VaultException(VaultException.Reason.CORRUPT, why);
    }
}
