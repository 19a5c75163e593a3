package dev.portals.orchestrator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.portals.vault.PrivateFiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * All records of an orchestrator. What {@link #write} has done is durable when it returns and is as if done alone; what fails
 * inside leaves nothing. Thread-safe; every call may wait, so none is made on an event loop.
 */
public final class Database implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of somebody who only looks: a server that is being started along with us isn't waited for. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(3);

    private final boolean postgresql;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final Jdbi reading;
    private final Jdbi writing;
    private final Schema schema;

    private Database(boolean postgresql, HikariDataSource readers, HikariDataSource writers) {
        this.postgresql = postgresql;
        this.readers = readers;
        this.writers = writers;
        this.reading = Jdbi.create(readers);
        this.writing = Jdbi.create(writers);
        this.schema = new Schema(writers, postgresql);
    }

    /** Opens the SQLite file, made if it isn't there, and brings its tables up to date. */
    public static Database sqlite(Path file) {
        return upToDate(lookAt(file));
    }

    /** Opens the SQLite file as it is, whatever version its tables have; made if it isn't there. */
    public static Database lookAt(Path file) {
        if (Files.notExists(file)) {
            // SQLite would let everybody read it; its journals get the permissions that it has.
            PrivateFiles.write(file.toAbsolutePath(), new byte[0]);
        }
        String url = "jdbc:sqlite:" + file.toAbsolutePath();
        // One writer at a time is all SQLite has: waiting for it in the pool is fair, waiting in SQLite isn't.
        return new Database(
                false, pool(url, sqliteProperties(false), 4, PATIENCE), pool(url, sqliteProperties(true), 1, PATIENCE));
    }

    /**
     * Opens the PostgreSQL database and brings its tables up to date.
     *
     * @param address {@code postgresql://user:password@host:port/database}
     * @throws StoreException if it can't be reached
     */
    public static Database postgresql(String address) {
        return upToDate(open(address, PATIENCE));
    }

    /** Opens the PostgreSQL database as it is, whatever version its tables have. */
    public static Database lookAt(String address) {
        return open(address, LITTLE_PATIENCE);
    }

    private static Database open(String address, Duration patience) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new StoreException("the database address isn't postgresql://USER:PASSWORD@HOST:PORT/DATABASE", null);
        }
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getPath().length() < 2) {
            throw new StoreException("the database address isn't postgresql://USER:PASSWORD@HOST:PORT/DATABASE", null);
        }
        Properties properties = new Properties();
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (user.length > 0) {
            properties.setProperty("user", URLDecoder.decode(user[0], StandardCharsets.UTF_8));
        }
        if (user.length > 1) {
            properties.setProperty("password", URLDecoder.decode(user[1], StandardCharsets.UTF_8));
        }
        String url = "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        HikariDataSource pool = pool(url, properties, 10, patience);
        return new Database(true, pool, pool);
    }

    private static Database upToDate(Database database) {
        try {
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The version of the tables; 0 if there are none. */
    public int version() {
        return read(handle -> Schema.version(handle, postgresql));
    }

    /** The version of tables that this program works with. */
    public static int latestVersion() {
        return Schema.LATEST;
    }

    /**
     * Brings the tables up to date; nothing happens if they are. Several programs may do so at once.
     *
     * @throws StoreException if they are of a newer program, or a step fails, which then has changed nothing
     */
    public void migrate() {
        int version = version();
        if (version > Schema.LATEST) {
            throw new StoreException(
                    "the tables have version " + version + ", and this program knows them up to " + Schema.LATEST
                            + ": use the newer program that made them",
                    null);
        }
        schema.migrate(Schema.LATEST);
    }

    Schema schema() {
        return schema;
    }

    private static Properties sqliteProperties(boolean writer) {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("busy_timeout", String.valueOf(PATIENCE.toMillis()));
        if (writer) {
            properties.setProperty("transaction_mode", "IMMEDIATE");
        }
        return properties;
    }

    private static HikariDataSource pool(String url, Properties properties, int size, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(patience.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException("the database can't be opened: " + e.getMessage(), e);
        }
    }

    /**
     * What the connections to it do.
     *
     * @param used by work that goes on
     * @param idle kept for the next
     * @param waiting work that waits for one
     */
    public record Connections(int used, int idle, int waiting) {}

    /** What the connections do now. */
    public Connections connections() {
        Connections reads = connections(readers);
        if (readers == writers) {
            return reads;
        }
        Connections writes = connections(writers);
        return new Connections(reads.used + writes.used, reads.idle + writes.idle, reads.waiting + writes.waiting);
    }

    private static Connections connections(HikariDataSource pool) {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return new Connections(
                state.getActiveConnections(), state.getIdleConnections(), state.getThreadsAwaitingConnection());
    }

    /** Whether this is PostgreSQL, whose SQL differs in a few places. */
    public boolean isPostgresql() {
        return postgresql;
    }

    /** Reads what was committed. */
    public <T> T read(Function<Handle, T> work) {
        return reading.inTransaction(work::apply);
    }

    /** Reads at length while others write: all of it as it was in one moment. */
    <T> T snapshot(Function<Handle, T> work) {
        return postgresql
                ? reading.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply)
                : reading.inTransaction(work::apply);
    }

    /** Writes what can't be written a second time. */
    void once(Consumer<Handle> work) {
        writing.useTransaction(work::accept);
    }

    /**
     * Does some work that sees what all earlier work did and whose changes are kept for good when this returns. The work may
     * be done several times, so it does nothing but with the handle.
     */
    public <T> T write(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return postgresql
                        ? writing.inTransaction(TransactionIsolationLevel.SERIALIZABLE, work::apply)
                        : writing.inTransaction(work::apply);
            } catch (RuntimeException e) {
                if (attempt == MOST_ATTEMPTS || !isConflict(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** The same for work without a result. */
    public void change(Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** PostgreSQL asks for work that contradicts other work to be done again (40001, 40P01). */
    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, 4L << Math.min(attempt, 8)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("the database was busy for too long", e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
