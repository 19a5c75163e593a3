package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real {@code ockam} command, quiet and offline, with a home of its own. */
final class Ockam implements AutoCloseable {
    private static final Path BINARY = Path.of(
            System.getenv().getOrDefault("PORTALS_PEERS", System.getProperty("user.home") + "/.cache/portals-peers"),
            "ockam-0.150.0",
            "bin",
            "ockam");

    /** What it ends with when something was refused or did not work. */
    private static final int FAILED = 70;

    private final Path home;
    private final Map<String, String> variables;

    Ockam(Path home) {
        this(home, Map.of());
    }

    /** With more variables in its environment. */
    Ockam(Path home, Map<String, String> variables) {
        if (!Files.isExecutable(BINARY)) {
            throw new AssertionError("there is no " + BINARY + ": run .ci/ockam-peer");
        }
        this.home = home;
        this.variables = variables;
    }

    /** Runs a command to its end, insists on exit code 0 and gives what it printed, without its remarks. */
    String run(String... arguments) {
        Path remarks = home.resolveSibling(home.getFileName() + "-" + UUID.randomUUID() + ".err");
        try (Program program = start(remarks.toFile(), arguments)) {
            int code = program.exit(Duration.ofSeconds(90));
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": ockam " + List.of(arguments) + "\n" + program.output()
                        + "\n" + Files.readString(remarks));
            }
            return program.output().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remarks.toFile().delete();
        }
    }

    /** Runs a command to its end and gives what it printed as JSON. */
    JsonNode json(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--output", "json"));
        return Portals.json(run(command.toArray(String[]::new)));
    }

    /** Runs a command to its end, remarks and all, insists on that exit code and gives what it printed. */
    String ends(int expected, String... arguments) {
        try (Program program = start(arguments)) {
            int code = program.exit(Duration.ofSeconds(90));
            if (code != expected) {
                throw new AssertionError("exit code " + code + " instead of " + expected + ": ockam "
                        + List.of(arguments) + "\n" + program.output());
            }
            return program.output();
        }
    }

    /** Runs a command that fails, and gives what it printed. */
    String refused(String... arguments) {
        return ends(FAILED, arguments);
    }

    /** Starts a command. */
    Program start(String... arguments) {
        return start(null, arguments);
    }

    private Program start(@Nullable File remarks, String... arguments) {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(Map.of(
                "OCKAM_TELEMETRY_EXPORT", "false",
                "OCKAM_OPENTELEMETRY_EXPORT", "false",
                "OCKAM_DISABLE_UPGRADE_CHECK", "true",
                "NO_COLOR", "true",
                "NO_INPUT", "true"));
        environment.putAll(variables);
        environment.put("OCKAM_HOME", home.toString());
        return new Program(home.getParent(), environment, command, remarks);
    }

    /** The identifier of its default identity. */
    String identifier() {
        return run("identity", "show");
    }

    /** Starts a node in the background and gives the port it listens on. */
    int node(String name, String... more) {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of("node", "create", name, "--tcp-listener-address", "127.0.0.1:" + port));
        command.addAll(List.of(more));
        run(command.toArray(String[]::new));
        return port;
    }

    /** Waits for a line with all these words in a node's log. */
    void awaitLog(String node, String... words) {
        try (Stream<Path> files = Files.list(home.resolve("nodes").resolve(node))) {
            List<String> command = new ArrayList<>(List.of("tail", "-q", "-n", "+1", "-F"));
            files.map(Path::toString).filter(name -> name.endsWith(".log")).forEach(command::add);
            try (Program tail = new Program(home.getParent(), Map.of(), command)) {
                tail.await(Duration.ofSeconds(30), line -> Stream.of(words).allMatch(line::contains));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The change history of one of its identities, in hexadecimal. */
    String history(String identity) {
        return run("identity", "show", identity, "--full", "--encoding", "hex");
    }

    /** The identifier of a change history, by importing it: only what is known here is issued credentials. */
    String identifierOf(String history) {
        JsonNode known = identities();
        String name = "imported" + known.size();
        for (JsonNode each : known) {
            if (history(each.path("name").asText()).equals(history)) {
                return each.path("identifier").asText();
            }
        }
        run("identity", "create", name, "--identity", history);
        return run("identity", "show", name);
    }

    private JsonNode identities() {
        try {
            return new ObjectMapper().readTree(run("identity", "list", "--output", "json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Program program = start("node", "delete", "--all", "--yes")) {
            program.exit(Duration.ofSeconds(30));
        }
    }
}
