package dev.portals.bench.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.identity.Identifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The orchestrator's process. */
final class Server implements AutoCloseable {
    private final Path home;
    private final Process process;
    private final JsonNode ready;

    Server(String program, Path home) throws IOException {
        this.home = home;
        this.process = new ProcessBuilder(
                        program,
                        "orchestrator",
                        "--json",
                        "--home",
                        home.toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--controller",
                        "127.0.0.1:0",
                        "--gateway",
                        "127.0.0.1:0")
                .redirectError(home.resolve("log").toFile())
                .start();
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith("{\"event\":\"ready\"")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the orchestrator doesn't start: " + Files.readString(home.resolve("log")));
        }
        this.ready = new ObjectMapper().readTree(line);
    }

    int controller() {
        return port("controller");
    }

    int gateway() {
        return port("gateway");
    }

    private int port(String name) {
        String place = ready.path(name).asText();
        return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    }

    Identifier identifier() {
        return Identifier.parse(ready.path("controller_identifier").asText());
    }

    Connection records() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("orchestrator.db") + "?busy_timeout=60000");
    }

    Usage usage() {
        double cpu = process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
        try {
            long resident = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
            return new Usage(System.nanoTime() / 1e9, cpu, resident);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
