package dev.portals.command.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.command.InProcess;
import dev.portals.engine.control.ControlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A computer with our application as a process of its own, which can be killed. Commands run in this process and speak to it by its socket. */
final class AppProcess implements AutoCloseable {
    private final Path directory;
    private final Path home;
    private Portals daemon;

    /** Starts the application of a home, new or not. */
    AppProcess(Path directory, String name) {
        this.directory = directory;
        this.home = directory.resolve(name);
        start();
    }

    /** With somebody who has just signed in and whose relay answers. */
    static AppProcess enrolled(OrchestratorProcess orchestrator, Path directory, String name, String email) {
        AppProcess app = new AppProcess(directory, name);
        app.enroll(orchestrator, email);
        return app;
    }

    void enroll(OrchestratorProcess orchestrator, String email) {
        ObjectNode request = ControlClient.request("enroll")
                .put("address", orchestrator.url())
                .put("method", "code");
        ask(
                request,
                event -> Thread.startVirtualThread(() -> {
                    try (Person person = orchestrator.person()) {
                        person.signIn(orchestrator.url() + "/device", email);
                        person.allow(event.path("code").asText());
                    }
                }));
        until("connected", state -> state.at("/link/state").asText().equals("connected"));
    }

    JsonNode ask(ObjectNode request, java.util.function.Consumer<JsonNode> events) {
        try (ControlClient client = ControlClient.connect(home).orElseThrow()) {
            return client.ask(request, events);
        }
    }

    void start() {
        daemon = Portals.start(directory, "daemon", "--json", "--home", home.toString());
        daemon.event("ready");
    }

    /** kill -9. */
    void kill() {
        daemon.kill();
    }

    /** Ends it as a person does, and begins anew. */
    void restart() {
        run("quit");
        daemon.exit(Duration.ofSeconds(15));
        start();
    }

    Portals daemon() {
        return daemon;
    }

    Path home() {
        return home;
    }

    /** Runs a command, insists on exit code 0 and gives the last object that it printed. */
    JsonNode run(String... arguments) {
        InProcess.Result result = result(arguments);
        if (result.code() != 0) {
            throw new AssertionError("exit code " + result.code() + ": portals " + List.of(arguments) + "\n"
                    + result.output() + "\n" + daemon.output());
        }
        return Portals.json(result.output().strip().lines().toList().getLast());
    }

    /** Runs a command. */
    InProcess.Result result(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", "--home", home.toString()));
        return InProcess.run(all.toArray(String[]::new));
    }

    JsonNode status() {
        return ask(ControlClient.request("status"), event -> {});
    }

    JsonNode until(String what, Predicate<JsonNode> fits) {
        return until(Duration.ofSeconds(60), what, fits);
    }

    /** The first state that fits; fails after that time. */
    JsonNode until(Duration limit, String what, Predicate<JsonNode> fits) {
        JsonNode[] seen = new JsonNode[1];
        try {
            Patience.until(limit, what, () -> {
                seen[0] = status();
                return fits.test(seen[0]);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + seen[0], e);
        }
        return seen[0];
    }

    /** Shares a service with somebody, and gives the invitation's id. */
    String share(String name, int port, String guest) {
        run("open", name, String.valueOf(port));
        run("invite", name, guest);
        return status().path("portals").findParents("people").stream()
                .filter(portal -> portal.path("title").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .at("/people/0/id")
                .asText();
    }

    /** Accepts an invitation and gives the local port. */
    int accept(String id) {
        until(
                "the invitation " + id,
                state -> state.path("invitations").toString().contains(id));
        return port(run("accept", id));
    }

    static int port(JsonNode reachable) {
        String address = reachable.path("address").asText();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** What is reachable by an invitation, in a state; missing if there is none. */
    static JsonNode reachable(JsonNode state, String id) {
        for (JsonNode each : state.path("reachable")) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        return state.path("none");
    }

    static JsonNode portal(JsonNode state, String title) {
        for (JsonNode each : state.path("portals")) {
            if (each.path("title").asText().equals(title)) {
                return each;
            }
        }
        return state.path("none");
    }

    /** Waits until something reachable is in that state. */
    JsonNode untilReachable(Duration limit, String id, String wanted) {
        return reachable(
                until(
                        limit,
                        id + " is " + wanted,
                        state -> reachable(state, id).path("state").asText().equals(wanted)),
                id);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
