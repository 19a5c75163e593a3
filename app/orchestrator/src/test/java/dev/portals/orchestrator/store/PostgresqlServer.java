package dev.portals.orchestrator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL server, started for the first test that wants one; it ends with this process. */
public final class PostgresqlServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Started when first used. */
    private static final class Holder {
        static final PostgresqlServer SERVER = new PostgresqlServer();
    }

    private final Path data;
    private final int port;
    private final Process process;

    private PostgresqlServer() {
        try {
            data = Path.of(run(asPostgres("mktemp", "-d", "/tmp/portals-postgresql.XXXXXX")));
            run(asPostgres(program("initdb"), "-N", "-A", "trust", "-U", "postgres", "-D", data + "/data"));
            port = freePort();
            process = new ProcessBuilder(asPostgres(
                            program("postgres"),
                            "-D",
                            data + "/data",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + port,
                            "-k",
                            data.toString(),
                            "-c",
                            "max_connections=300"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "postgresql"));
        awaitConnections();
    }

    /** The address of an empty database. */
    public static String newDatabase() {
        String name = "portals" + DATABASES.incrementAndGet();
        int port = Holder.SERVER.port;
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return "postgresql://postgres:@127.0.0.1:" + port + "/" + name;
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    private void awaitConnections() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                connect(port).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new AssertionError("PostgreSQL doesn't start", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private void stop() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(data)) {
            process.waitFor(30, TimeUnit.SECONDS);
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server refuses to run as root. */
    private static List<String> asPostgres(String... command) {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    /** Debian keeps the server's programs out of the path. */
    private static String program(String name) throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError("there is no " + name + ": install postgresql"))
                    .toString();
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return output;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
