package dev.portals.orchestrator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A process that runs on a home, as it says in a file there.
 *
 * @param pid its number
 * @param startedAt when the process began: another one may get the number later
 * @param version of the program
 * @param url where browsers reach it
 * @param http where its pages are served
 * @param controller where its controller listens
 * @param gateway where its projects are reached
 * @param identifier of the controller
 */
public record Running(
        long pid,
        Instant startedAt,
        String version,
        String url,
        String http,
        String controller,
        String gateway,
        String identifier) {
    private static final String FILE = "running.json";
    private static final int MOST = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This process. */
    static Running self(String url, String http, String controller, String gateway, String identifier) {
        return new Running(
                ProcessHandle.current().pid(),
                startOf(ProcessHandle.current()),
                Orchestrator.version(),
                url,
                http,
                controller,
                gateway,
                identifier);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Says so, until it is closed. */
    AutoCloseable announce(Path home) {
        byte[] content = json();
        PrivateFiles.write(home.resolve(FILE), content);
        return () -> {
            if (Arrays.equals(PrivateFiles.read(home.resolve(FILE), MOST).orElse(content), content)) {
                PrivateFiles.delete(home.resolve(FILE));
            }
        };
    }

    private byte[] json() {
        ObjectNode object = JSON.createObjectNode()
                .put("pid", pid)
                .put("started_at", startedAt.toString())
                .put("version", version)
                .put("url", url)
                .put("http", http)
                .put("controller", controller)
                .put("gateway", gateway)
                .put("identifier", identifier);
        try {
            return JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    /** Who runs on that home; empty if nobody does, or the process has died. */
    static Optional<Running> on(Path home) {
        return PrivateFiles.read(home.resolve(FILE), MOST)
                .flatMap(Running::parse)
                .filter(running -> ProcessHandle.of(running.pid)
                        .filter(process -> startOf(process).equals(running.startedAt))
                        .isPresent());
    }

    private static Optional<Running> parse(byte[] content) {
        try {
            JsonNode object = JSON.readTree(content);
            return Optional.of(new Running(
                    object.path("pid").asLong(),
                    Instant.parse(object.path("started_at").asText()),
                    object.path("version").asText(),
                    object.path("url").asText(),
                    object.path("http").asText(),
                    object.path("controller").asText(),
                    object.path("gateway").asText(),
                    object.path("identifier").asText()));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
