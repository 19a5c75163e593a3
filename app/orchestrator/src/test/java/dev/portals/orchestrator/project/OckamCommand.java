package dev.portals.orchestrator.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real {@code ockam} command in a home of its own; its nodes end with it. */
final class OckamCommand implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("/dnsaddr/localhost/tcp/(\\d+)");

    private final Path home;
    private final String command;
    private String telemetry = "false";

    OckamCommand() throws IOException {
        home = Files.createTempDirectory("ockam-peer");
        command = System.getProperty(
                "portals.ockam", System.getProperty("user.home") + "/.cache/portals-peers/ockam-0.150.0/bin/ockam");
    }

    /** Runs it and gives what it wrote to its standard output. */
    String run(String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("OCKAM_HOME", home.toString());
        for (String off : List.of("OCKAM_TELEMETRY_EXPORT", "OCKAM_OPENTELEMETRY_EXPORT")) {
            builder.environment().put(off, telemetry);
        }
        for (String on : List.of("OCKAM_DISABLE_UPGRADE_CHECK", "NO_COLOR", "NO_INPUT")) {
            builder.environment().put(on, "true");
        }
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("ockam did not end: " + line);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("ockam failed: " + line + "\n" + Files.readString(err));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Whether it exports telemetry from now on, {@code true} or {@code false}. */
    void export(String on) {
        telemetry = on;
    }

    /** Starts a node and gives the port that it listens at. */
    int node(String name) throws IOException {
        run("node", "create", name, "--tcp-listener-address", "127.0.0.1:0");
        String shown = run("node", "show", name, "--output", "json");
        Matcher matcher = PORT.matcher(shown);
        if (!matcher.find()) {
            throw new AssertionError("no port in " + shown);
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public void close() throws IOException {
        run("node", "delete", "--all", "--yes");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
