package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.control.ControlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody's application as a process of its own, asked over its socket. */
final class EngineProcess implements AutoCloseable {
    private final Path home;
    private final Map<String, String> variables;
    private @Nullable Portals process;

    private EngineProcess(Path home) {
        this.home = home;
        this.variables = Map.of();
    }

    /** One that somebody else has started, and ends. */
    static EngineProcess running(Path home) {
        return new EngineProcess(home);
    }

    /** Starts it. */
    EngineProcess(Path home, Map<String, String> variables) {
        this.home = home;
        this.variables = variables;
        start();
        awaitReady();
    }

    /** Starts it again on what it had. */
    void start() {
        process = Portals.start(home.getParent(), variables, "daemon", "--json", "--home", home.toString());
    }

    void awaitReady() {
        process().event("ready");
    }

    /** kill -9. */
    void kill() {
        process().kill();
    }

    Portals process() {
        return Objects.requireNonNull(process, "it is somebody else's");
    }

    Path home() {
        return home;
    }

    /** Signs somebody in with a code. */
    void enroll(OrchestratorProcess orchestrator, String email) {
        ObjectNode request = ControlClient.request("enroll")
                .put("address", orchestrator.url())
                .put("method", "code");
        try (ControlClient client = ControlClient.connect(home).orElseThrow();
                Person person = orchestrator.person()) {
            client.ask(request, event -> {
                person.signIn(orchestrator.url() + "/device", email);
                person.allow(event.path("code").asText());
            });
        }
    }

    /** Asks for something and waits for it. */
    JsonNode ask(String action, String... members) {
        ObjectNode request = ControlClient.request(action);
        for (int i = 0; i < members.length; i += 2) {
            request.put(members[i], members[i + 1]);
        }
        return ask(request);
    }

    JsonNode ask(ObjectNode request) {
        try (ControlClient client = ControlClient.connect(home)
                .orElseThrow(() -> new ActionException(ActionException.Reason.FAILED, "it doesn't run"))) {
            return client.ask(request, event -> {});
        }
    }

    /** The snapshot; null while the process doesn't answer. */
    @Nullable JsonNode state() {
        Optional<ControlClient> client = ControlClient.connect(home);
        if (client.isEmpty()) {
            return null;
        }
        try (ControlClient connected = client.get()) {
            return connected.ask(ControlClient.request("status"), event -> {});
        } catch (ActionException e) {
            return null;
        }
    }

    @Override
    public void close() {
        process().terminate();
        try {
            process().exit(Duration.ofSeconds(20));
        } finally {
            process().close();
        }
    }
}
