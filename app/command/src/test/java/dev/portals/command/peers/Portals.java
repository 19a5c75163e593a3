package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.command.InProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our own program as a process of its own, as a person starts it. */
final class Portals extends Program {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A busy machine may take a minute to start a program. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Portals(Path directory, Map<String, String> variables, List<String> command) {
        super(directory, variables, command);
    }

    /** Starts {@code portals} with these arguments. */
    static Portals start(Path directory, String... arguments) {
        return start(directory, Map.of(), arguments);
    }

    /** With more variables in its environment. */
    static Portals start(Path directory, Map<String, String> variables, String... arguments) {
        String launcher = System.getProperty("portals.launcher");
        List<String> command = launcher != null
                ? new ArrayList<>(List.of(launcher))
                : new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.portals.command.Main"));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(variables);
        all.put("NO_COLOR", "1");
        return new Portals(directory, all, command);
    }

    /** Runs a short command, insists on exit code 0 and gives what it printed. */
    static String run(String... arguments) {
        InProcess.Result result = InProcess.run(arguments);
        if (result.code() != 0) {
            throw new AssertionError("exit code " + result.code() + ": " + List.of(arguments) + "\n" + result.output());
        }
        return result.output().strip();
    }

    /** The first event of that name. */
    JsonNode event(String name) {
        return event(0, name);
    }

    /** The first event of that name from that line on. */
    JsonNode event(int from, String name) {
        String line = await(from, PATIENCE, each -> each.startsWith("{\"event\":\"" + name + "\""));
        return json(line);
    }

    /** What a text says that is JSON. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The port of the first address it listens on. */
    int port() {
        String address = event("ready").path("listen").path(0).asText();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The port of its first inlet. */
    int inletPort() {
        String address = event("ready").path("inlets").path(0).asText();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
