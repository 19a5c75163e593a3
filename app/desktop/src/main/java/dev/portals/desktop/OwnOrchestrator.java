package dev.portals.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.desktop.welcome.LocalServer;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An orchestrator of one's own on this computer, in a process that ends with this one: {@code portals orchestrator} with its
 * home inside of the person's.
 */
final class OwnOrchestrator implements LocalServer {
    private final Path home;
    private @Nullable CompletableFuture<URI> running;

    OwnOrchestrator(Path home) {
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

    private URI launch() {
        String program = System.getProperty("portals.program", "portals");
        try {
            Process process = new ProcessBuilder(List.of(program, "orchestrator", "--json", "--home", home.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "own-orchestrator-end"));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            if (line != null) {
                JsonNode ready = new ObjectMapper().readTree(line);
                return URI.create(ready.path("url").asText());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(e.getMessage());
        }
        throw failed("it has ended");
    }

    private static ActionException failed(@Nullable String reason) {
        return new ActionException(Reason.FAILED, "the server on this computer could not be started: " + reason);
    }
}
