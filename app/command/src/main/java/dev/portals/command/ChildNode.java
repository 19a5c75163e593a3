package dev.portals.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another {@code portals} process that prints events, started by this one and ended with it. */
final class ChildNode implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT_LINES = 200;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();

    private ChildNode(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts {@code portals} with these arguments, on the same Java with the same options as this process. */
    static ChildNode start(String name, List<String> arguments) {
        List<String> command = OwnProgram.command(arguments);
        try {
            ChildNode child = new ChildNode(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start());
            Thread.ofVirtual().start(child::read);
            return child;
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, name + " could not be started: " + e.getMessage());
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It was ended while it spoke.
        }
    }

    /** Waits for the event of that name. */
    JsonNode await(String event, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line;
            try {
                line = lines.poll(
                        Math.max(0, Math.min(deadline - System.nanoTime(), 200_000_000)), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new CommandException(ExitCode.FAILED, "interrupted");
            }
            if (line == null) {
                if (System.nanoTime() < deadline && process.isAlive()) {
                    continue;
                }
                throw new CommandException(
                        ExitCode.FAILED,
                        name
                                + (process.isAlive()
                                        ? " was not “" + event + "” within " + patience.toSeconds() + " s"
                                        : " ended")
                                + (said.isEmpty() ? "" : "; it said: " + String.join(" | ", said)));
            }
            if (said.size() < KEPT_LINES) {
                said.add(line);
            }
            if (line.startsWith("{\"event\":\"" + event + "\"")) {
                try {
                    return JSON.readTree(line);
                } catch (IOException e) {
                    throw new CommandException(ExitCode.FAILED, name + " said what makes no sense: " + line);
                }
            }
        }
    }

    /** The port of an address {@code host:port} in a list of the ready event. */
    static int port(JsonNode ready, String list) {
        String address = ready.path(list).path(0).asText();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
