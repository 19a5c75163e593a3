package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server, orchestrators on it as processes of their own, and three balancers in front of them. */
final class Cluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Path data;
    private final int databasePort;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final TcpBalancer web = new TcpBalancer();
    private final TcpBalancer controllers = new TcpBalancer();
    private final TcpBalancer gateways = new TcpBalancer();

    /** One orchestrator. */
    final class Member implements AutoCloseable {
        private final String name;
        private final Process process;
        private final JsonNode ready;

        Member(String name) throws IOException {
            this.name = name;
            Path home = Files.createDirectories(directory.resolve(name));
            Path first = directory.resolve("one").resolve("master.key");
            Files.createDirectories(outbox());
            if (!name.equals("one") && !Files.exists(home.resolve("master.key"))) {
                Files.copy(first, home.resolve("master.key"), StandardCopyOption.COPY_ATTRIBUTES);
                Files.createSymbolicLink(home.resolve("outbox"), outbox());
            }
            this.process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx400m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            "dev.portals.command.Main",
                            "orchestrator",
                            "--json",
                            "--home=" + home,
                            "--http=127.0.0.1:0",
                            "--controller=127.0.0.1:0",
                            "--gateway=127.0.0.1:0",
                            "--set=database=postgresql://postgres:@127.0.0.1:" + databasePort + "/postgres",
                            "--set=public-url=" + address(),
                            "--set=instance.name=" + name,
                            "--set=instance.public-controller-port=" + controllers.port(),
                            "--set=instance.public-gateway-port=" + gateways.port())
                    .redirectError(directory.resolve(name + ".log").toFile())
                    .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            // Of what is logged before, nothing is of interest.
            while (line != null && !line.startsWith("{")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new AssertionError(Files.readString(directory.resolve(name + ".log")));
            }
            this.ready = JSON.readTree(line);
            parts.add(this);
        }

        int port(String what) {
            String place = ready.path(what).asText();
            return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
        }

        /** kill -9. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        String name() {
            return name;
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** An empty database and no orchestrator yet. */
    Cluster(Path directory) throws IOException {
        this.directory = directory;
        parts.add(web);
        parts.add(controllers);
        parts.add(gateways);
        data = Path.of(run(asPostgres("mktemp", "-d", "/tmp/portals-instances.XXXXXX")));
        parts.add(this::forget);
        run(asPostgres(program("initdb"), "-N", "-A", "trust", "-U", "postgres", "-D", data + "/data"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            databasePort = free.getLocalPort();
        }
        Process server = new ProcessBuilder(asPostgres(
                        program("postgres"),
                        "-D",
                        data + "/data",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + databasePort,
                        "-k",
                        data.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        parts.add(() -> server.destroyForcibly().onExit().join());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("PostgreSQL doesn't start");
            }
            Thread.onSpinWait();
        }
    }

    /** From now on, new connections go to these in turn. */
    void use(Member... members) {
        web.use(ports("http", members));
        controllers.use(ports("controller", members));
        gateways.use(ports("gateway", members));
    }

    private static Integer[] ports(String what, Member... members) {
        return Stream.of(members).map(member -> member.port(what)).toArray(Integer[]::new);
    }

    /** What people type. */
    URI address() {
        return URI.create("http://localhost:" + web.port());
    }

    /** Where all instances put their mail. */
    Path outbox() {
        return directory.resolve("one").resolve("outbox");
    }

    /** The first column of what the database answers. */
    List<String> ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres?user=postgres");
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

    private void forget() {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
