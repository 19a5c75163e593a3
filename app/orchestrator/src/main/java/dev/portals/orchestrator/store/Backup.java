package dev.portals.orchestrator.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All records as they were in one moment, in a form of its own that either database takes in. Compressed by gzip, it is a
 * text with one JSON value a line:
 *
 * <pre>
 * {"portals_backup":1,"schema":1,"program":"…","created_at":"…","master_key":"hex"|null,"key":"hex"|null}
 * {"table":"users","columns":["id","sub",…]}      tables that others refer to come first
 * [1,"…",…]                                       its rows
 * …
 * {"rows":1234,"sha256":"hex"}                    of everything before
 * </pre>
 *
 * <p>Secret keys stay sealed; the key that seals them is only in it if it is given. Leases of running instances are left out.
 */
public final class Backup {
    /** The version of the form. */
    static final int FORMAT = 1;
    /** The most characters of one line, far more than any row has. */
    static final int MOST_LINE = 16 << 20;

    /** What belongs to running processes and not to the installation. */
    static final Set<String> LEASES = Set.of("instances", "relays", "turns");

    private static final int FETCHED_AT_ONCE = 500;

    private Backup() {}

    /**
     * What a backup says of itself.
     *
     * @param schema the version of its tables
     * @param program the version of the program that wrote it
     * @param masterKey the fingerprint of the key that seals the others; null if nothing has been sealed yet
     * @param key that key's file in hexadecimal digits, if it is in the backup
     */
    record Header(
            int schema,
            String program,
            Instant createdAt,
            @Nullable String masterKey,
            @Nullable String key) {
        Contents with(Map<String, Long> rows) {
            return new Contents(this, Map.copyOf(rows));
        }
    }

    /** What a backup holds: how many rows of each table, and perhaps the key that seals the keys. */
    public static final class Contents {
        private final Header header;
        private final Map<String, Long> rows;

        private Contents(Header header, Map<String, Long> rows) {
            this.header = header;
            this.rows = rows;
        }

        /** The version of its tables. */
        public int schema() {
            return header.schema;
        }

        /** The version of the program that wrote it. */
        public String program() {
            return header.program;
        }

        /** When it was written. */
        public Instant createdAt() {
            return header.createdAt;
        }

        /** How many rows each table has. */
        public Map<String, Long> rows() {
            return rows;
        }

        /** How many rows all tables have. */
        public long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }

        /** The fingerprint of the key that seals the others; empty if nothing has been sealed yet. */
        public Optional<String> masterKey() {
            return Optional.ofNullable(header.masterKey);
        }

        /** The file of that key, if it is in the backup. */
        public Optional<byte[]> key() {
            return Optional.ofNullable(header.key).map(HexFormat.of()::parseHex);
        }
    }

    /**
     * Writes everything, while others may write.
     *
     * @param key the file of the master key, to be in it; null to leave it out
     * @param program what writes it
     * @throws StoreException if there is nothing, or the database can't be read
     * @throws IOException if the backup can't be written
     */
    public static Contents write(
            Database database, byte @Nullable [] key, String program, Instant now, OutputStream out)
            throws IOException {
        try {
            return database.snapshot(handle -> {
                try {
                    return write(handle, database.isPostgresql(), key, program, now, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Contents write(
            Handle handle, boolean postgresql, byte @Nullable [] key, String program, Instant now, OutputStream out)
            throws IOException {
        int schema = Schema.version(handle, postgresql);
        if (schema == 0) {
            throw new StoreException("there is no installation to back up: its database is empty", null);
        }
        Layout layout = Layout.of(handle, postgresql);
        Header header = new Header(
                schema,
                program,
                now,
                SealedKeyStore.fingerprint(handle).orElse(null),
                key == null ? null : HexFormat.of().formatHex(key));
        BackupWriter lines = new BackupWriter(out);
        lines.header(header);
        Map<String, Long> rows = new TreeMap<>();
        for (Map.Entry<String, List<Layout.Column>> table : layout.tables().entrySet()) {
            if (!LEASES.contains(table.getKey())) {
                rows.put(table.getKey(), write(handle, lines, table.getKey(), table.getValue()));
            }
        }
        lines.end(rows.values().stream().mapToLong(Long::longValue).sum());
        return header.with(rows);
    }

    private static long write(Handle handle, BackupWriter lines, String table, List<Layout.Column> columns)
            throws IOException {
        lines.table(table, columns);
        List<String> names = columns.stream().map(Layout.Column::name).toList();
        return handle.createQuery("SELECT " + String.join(", ", names) + " FROM " + table)
                .setFetchSize(FETCHED_AT_ONCE)
                .scanResultSet((results, context) -> {
                    long count = 0;
                    try (ResultSet rows = results.get()) {
                        while (rows.next()) {
                            lines.row(rows, columns);
                            count++;
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return count;
                });
    }

    /**
     * Reads a backup to its end.
     *
     * @throws StoreException if it is none, damaged, not whole, or of a newer program
     */
    public static Contents check(InputStream in) {
        BackupReader reader = new BackupReader(in, Schema.LATEST);
        try {
            return reader.header().with(reader.read(new BackupReader.Rows() {}));
        } catch (SQLException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Takes everything into an empty database, whose tables are made, and brings it up to date. A failure leaves it empty.
     *
     * @throws StoreException if the backup can't be used or the database isn't empty
     */
    public static void restore(InputStream in, Database target) {
        requireEmpty(target);
        BackupReader reader = new BackupReader(in, Schema.LATEST);
        int schema = reader.header().schema();
        if (target.version() > schema) {
            throw new StoreException(
                    "the backup's tables have version " + schema + ", the empty ones in the database a later one:"
                            + " restore into a database without tables",
                    null);
        }
        target.schema().migrate(schema);
        target.once(handle -> {
            try (Loading loading = new Loading(handle, target.isPostgresql())) {
                reader.read(loading);
                loading.finish(LEASES);
            } catch (SQLException e) {
                throw new StoreException("the database doesn't take in the backup: " + e.getMessage(), e);
            }
        });
        target.migrate();
    }

    /** Refuses a database in which there is something already. */
    public static void requireEmpty(Database database) {
        database.read(handle -> {
            if (Schema.version(handle, database.isPostgresql()) == 0) {
                return true;
            }
            for (String table :
                    Layout.of(handle, database.isPostgresql()).tables().keySet()) {
                boolean used = !LEASES.contains(table)
                        && handle.createQuery("SELECT 1 FROM " + table + " LIMIT 1")
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent();
                if (used) {
                    throw new StoreException(
                            "there is an installation in the database already: restore into an empty one", null);
                }
            }
            return true;
        });
    }
}
