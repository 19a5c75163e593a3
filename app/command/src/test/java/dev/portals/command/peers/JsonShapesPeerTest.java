package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portals.command.InProcess;
import dev.portals.engine.control.ControlClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * T-24: what commands print with {@code --json} has the members that {@code shapes.txt} says, which programs rely on. A member may be added there; none may be taken away or renamed.
 */
@Tag("peer")
@Timeout(120)
class JsonShapesPeerTest {
    private static final String BOB = "bob@example.org";

    @TempDir
    Path directory;

    private final Map<String, TreeSet<String>> shapes = new TreeMap<>();

    @Test
    void everyCommandPrintsWhatProgramsRelyOn() throws IOException {
        try (TransferService service = new TransferService();
                OrchestratorProcess orchestrator = new OrchestratorProcess(directory);
                AppProcess ada = AppProcess.enrolled(orchestrator, directory, "ada", "ada@example.org");
                AppProcess bob = AppProcess.enrolled(orchestrator, directory, "bob", BOB)) {
            note(ada, "whoami");
            note(ada, "open", "web", String.valueOf(service.port()), "--scheme", "http", "--note", "hello");
            note(ada, "invite", "web", BOB);
            String id = ada.status().at("/portals/0/people/0/id").asText();
            note(ada, "invitations");
            timePasses();
            note(ada, "resend", id);
            bob.until(
                    "the invitation",
                    state -> state.path("invitations").toString().contains(id));
            note(bob, "invitations");
            note(bob, "accept", id);
            TransferService.transfer(AppProcess.port(bob.run("show", id)), 1, 1);
            ada.until("a friend", state -> ada.run("friends").toString().contains(BOB));
            ada.until("spaces", state -> !state.path("spaces").isEmpty());
            bob.until("spaces", state -> !state.path("spaces").isEmpty());
            note(bob, "list");
            note(ada, "list");
            note(bob, "show", id);
            note(ada, "show", "web");
            note(bob, "status");
            note(ada, "status");
            note(bob, "traffic");
            note(ada, "traffic");
            note(ada, "friends");
            note(ada, "diagnose");
            note(
                    bob,
                    "diagnose",
                    id,
                    "--bundle",
                    directory.resolve("bundle.zip").toString());
            String bobs = bob.status().path("identifier").asText();
            note(ada, "verify", BOB);
            note(ada, "verify", BOB, "--yes");
            note(ada, "pin", "carl@example.org", "I" + "1".repeat(64));
            note(ada, "friends", "name", "carl@example.org", "Carl");
            note(ada, "friends", "block", "carl@example.org");
            note(ada, "friends", "unblock", "carl@example.org");
            note(ada, "friends", "remove", "carl@example.org", "I" + "1".repeat(64));
            note(ada, "friends", "accept", BOB, bobs);
            note(ada, "forget", "carl@example.org");
            String card = note(bob, "friends", "card").path("card").asText();
            note(ada, "friends", "import", card);
            note(ada, "edit", "web", "--note", "changed");
            note(ada, "pause", "web");
            note(ada, "resume", "web");
            note(ada, "pause");
            note(ada, "resume");
            note(bob, "rename", id, "mine");
            note(bob, "port", id, String.valueOf(Ockam.freePort()));
            note(bob, "retry");
            Path file = directory.resolve("export.json");
            note(ada, "export", file.toString());
            note(bob, "import", "--dry-run", file.toString());
            note(bob, "import", file.toString(), "--only", "friend/" + BOB);
            note(bob, "delete", id);
            note(ada, "revoke", id);
            note(ada, "invite", "web", "dora@example.org");
            note(ada, "close", "web");
            note(ada, "close", "nothing");
            note(ada, "decline", "nothing");
            note(ada, "sign-out");
            note(ada, "settings", "list");
            note(ada, "settings", "get", "theme");
            note(ada, "settings", "set", "theme", "dark");
            note(ada, "logs");
            note(ada, "quit");
            note(ada, "reset", "--yes");
        }
        List<String> found = new ArrayList<>();
        shapes.forEach((command, members) -> found.add(command + ": " + String.join(" ", members)));
        assertThat(found).containsExactlyElementsOf(golden());
    }

    /** A mail may be sent once more only minutes later. */
    private void timePasses() {
        String database = "jdbc:sqlite:" + directory.resolve("orchestrator").resolve("orchestrator.db");
        try (Connection connection = DriverManager.getConnection(database + "?busy_timeout=30000");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE invitations SET mailed_at = mailed_at - 3600");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> golden() throws IOException {
        try (var in = Objects.requireNonNull(JsonShapesPeerTest.class.getResourceAsStream("shapes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Notes every object that a command prints, and gives the last. */
    private JsonNode note(AppProcess app, String... command) {
        InProcess.Result result = app.result(command);
        JsonNode last = ControlClient.event("nothing");
        for (String line :
                result.output().lines().filter(each -> each.startsWith("{")).toList()) {
            last = Portals.json(line);
            note(command(command) + " " + last.path("event").asText(), last);
        }
        return last;
    }

    private static String command(String... command) {
        boolean group = command.length > 1 && List.of("friends", "settings").contains(command[0]);
        return group ? command[0] + "-" + command[1] : command[0];
    }

    private void note(String event, JsonNode object) {
        TreeSet<String> members = shapes.computeIfAbsent(event, key -> new TreeSet<>());
        object.properties().forEach(member -> members(member.getKey(), member.getValue(), members));
    }

    /** Lists hold things of one kind; what the person should look at, and connections, come and go. */
    private static void members(String path, JsonNode value, TreeSet<String> members) {
        if (path.equals("event")) {
            return;
        }
        members.add(path);
        if (path.equals("attention") || path.endsWith("connections")) {
            return;
        }
        if (value.isArray()) {
            value.forEach(each -> {
                if (each.isObject()) {
                    members(path + "[]", each, members);
                }
            });
        } else if (value.isObject()) {
            value.properties().forEach(member -> members(path + "." + member.getKey(), member.getValue(), members));
        }
    }
}
