package dev.portals.command.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real PostgreSQL server with an empty data directory of its own. */
final class PostgresServer implements AutoCloseable {
    private static final Path ROOT = Path.of("/");

    private final Path data = Path.of(Tool.run(ROOT, asPostgres("mktemp", "-d", "/tmp/portals-postgres.XXXXXX")));
    private final int port = Ockam.freePort();
    private final Program server;

    PostgresServer() {
        Tool.run(ROOT, asPostgres(program("initdb"), "-N", "-A", "trust", "-U", "postgres", "-D", data + "/data"));
        List<String> command = asPostgres(
                program("postgres"), "-D", data + "/data", "-h", "127.0.0.1", "-p", "" + port, "-k", data.toString());
        server = new Program(ROOT, Map.of("LC_ALL", "C.UTF-8"), command);
        server.await(Duration.ofSeconds(30), line -> line.contains("ready to accept connections"));
    }

    int port() {
        return port;
    }

    /** The address of its database, as the orchestrator's setting has it. */
    String address() {
        return "postgresql://postgres:@127.0.0.1:" + port + "/postgres";
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
    static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError("there is no " + name + ": install postgresql"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.kill();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
