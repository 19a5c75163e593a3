package dev.portals.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.desktop.welcome.LocalServer;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An orchestrator of one's own on this computer, in a process that ends with this one: {@code portals orchestrator} with its
 * home inside of the person's.
 */
final class OwnOrchestrator implements LocalServer, AutoCloseable {
    private static final String FILE = "listeners.properties";
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final List<String> LISTENERS = List.of("http", "controller", "gateway");

    private final Path home;
    private final String program;
    private @Nullable CompletableFuture<URI> running;
    private volatile @Nullable Process process;

    OwnOrchestrator(Path home) {
        this(home, System.getProperty("portals.program", "portals"));
    }

    OwnOrchestrator(Path home, String program) {
        this.program = program;
        this.home = home.resolve("orchestrator");
    }

    @Override
    public synchronized CompletableFuture<URI> start() {
        if (running == null || running.isCompletedExceptionally()) {
            running = CompletableFuture.supplyAsync(
                    this::launch,
                    work -> Thread.ofVirtual().name("own-orchestrator").start(work));
        }
        return running.copy();
    }

    /** Whether that is the address of the one that was started here before; then this program needs it. */
    boolean isAt(String address) {
        return !address.isEmpty() && address.equals(ports().getProperty("url"));
    }

    /** Ends it, and waits for that a moment: then its files are nobody's. */
    @Override
    public void close() {
        Process ending = process;
        if (ending != null) {
            ending.destroy();
            try {
                if (!ending.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                    ending.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private URI launch() {
        try {
            Process begun = new ProcessBuilder(command(ports()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = begun;
            Runtime.getRuntime().addShutdownHook(new Thread(begun::destroy, "own-orchestrator-end"));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            if (line != null) {
                JsonNode ready = new ObjectMapper().readTree(line);
                URI url = URI.create(ready.path("url").asText());
                keep(ready);
                return url;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e.getMessage());
        }
        throw failed("it has ended");
    }

    /** Ports that were free the first time, and then the same for good: accounts know the address. */
    private List<String> command(Properties ports) {
        List<String> command = new ArrayList<>(List.of(program, "orchestrator", "--json", "--home", home.toString()));
        for (String name : LISTENERS) {
            command.add("--" + name);
            command.add(ports.getProperty(name, "127.0.0.1:0"));
        }
        return command;
    }

    private void keep(JsonNode ready) throws IOException {
        if (Files.exists(home.resolve(FILE))) {
            return;
        }
        Properties ports = new Properties();
        ports.setProperty("url", ready.path("url").asText());
        for (String name : LISTENERS) {
            ports.setProperty(name, ready.path(name).asText());
        }
        try (Writer out = Files.newBufferedWriter(home.resolve(FILE))) {
            ports.store(out, null);
        }
    }

    private Properties ports() {
        Properties ports = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve(FILE))) {
            ports.load(in);
        } catch (IOException | IllegalArgumentException e) {
            // It was never started.
            ports.clear();
        }
        return ports;
    }

    private static ActionException failed(@Nullable String reason) {
        return new ActionException(Reason.FAILED, "the server on this computer could not be started: " + reason);
    }
}
