package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two computers with a real ockam use a project of an orchestrator of ours: messages, relays, portals, and what becomes of them
 * when a process ends (spec 04 section 4, checklist C-18, C-20 to C-24 and C-41).
 */
@Tag("peer")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ProjectNodePeerTest {
    private static final long GIB = 1L << 30;
    private static final int CLIENTS = 100;
    private static final String ECHO = "/project/default/service/echo";
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private OrchestratorProcess orchestrator;
    private TransferService service;
    private Ockam ada;
    private Ockam laptop;

    @BeforeEach
    void start() throws IOException {
        service = new TransferService();
        orchestrator = new OrchestratorProcess(directory);
        ada = orchestrator.enrolled("ada", "ada@example.org");
        laptop = orchestrator.ockam("laptop");
    }

    @AfterEach
    void stop() {
        orchestrator.close();
        service.close();
    }

    private static JsonNode relay(Ockam owner, String name, String node) {
        return owner.json("relay", "create", name, "--to", node);
    }

    private static void share(Ockam owner, String node, TransferService shared) {
        owner.node(node);
        owner.run("tcp-outlet", "create", "--at", node, "--to", "127.0.0.1:" + shared.port());
        assertThat(relay(owner, "blue", node).path("connection_status").asText())
                .isEqualTo("Up");
    }

    private static int inlet(Ockam guest, String relay) {
        int port = Ockam.freePort();
        guest.run("tcp-inlet", "create", "--from", "127.0.0.1:" + port, "--via", relay);
        return port;
    }

    /** C-20, as far as the command goes, and C-21. */
    @Test
    void echoReturnsWhatItGetsToMembersAndStrangers() {
        String id = ada.json("project", "show", "default").path("id").asText();
        String stranger =
                "/dnsaddr/localhost/tcp/" + orchestrator.gatewayPort() + "/service/" + id + "/secure/api/service/echo";
        for (String text : new String[] {"hello", "", "grüße, 世界", "x".repeat(50_000)}) {
            assertThat(ada.run("message", "send", text, "--to", ECHO)).isEqualTo(text);
            assertThat(laptop.run("message", "send", text, "--to", stranger)).isEqualTo(text);
        }
        for (String hex : new String[] {"00ff10", ""}) {
            assertThat(ada.run("message", "send", "--hex", hex, "--to", ECHO)).isEqualTo(hex);
        }
    }

    /** C-23, C-24: a gibibyte and many at once; then another administrator's relay takes the name over. */
    @Test
    void aPortalThroughTheRelayCarriesAGibibyteAndAHundredAtOnceAndTheNameCanBeTakenOver() throws Exception {
        laptop.run("project", "enroll", ada.run("project", "ticket", "--relay", "blue"));
        share(laptop, "inside", service);
        int port = inlet(ada, "blue");
        TransferService.transfer(port, 1, GIB);
        TransferService.transfer(port, GIB / 4, 1);
        hundredAtOnce(port);

        Ockam second = orchestrator.enrolled("ada2", "ada@example.org");
        try (TransferService other = new TransferService()) {
            share(second, "mine", other);
            Ockam guest = orchestrator.ockam("guest");
            guest.run("project", "enroll", ada.run("project", "ticket"));
            TransferService.transfer(inlet(guest, "blue"), 1000, 1000);
            assertThat(other.accepted()).isOne();
        }
    }

    private static void hundredAtOnce(int port) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                results.add(clients.submit(() -> {
                    TransferService.transfer(port, 1000 + client, 50_000 + client);
                    return client;
                }));
            }
            for (Future<?> result : results) {
                result.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /**
     * C-24: the portal comes back after the outlet's node was replaced by another, and after the orchestrator was restarted.
     * C-18 in between: {@code status} needs nobody. C-41: afterwards everything is as it was. C-12: a project that was being
     * made is taken as it is, and is ready afterwards.
     */
    @Test
    void aPortalOutlivesTheNodeOfTheOutletAndARestartOfTheOrchestrator() {
        share(ada, "inside", service);
        laptop.run("project", "enroll", ada.run("project", "ticket"));
        int port = inlet(laptop, "blue");
        Patience.until("the portal is there", () -> answers(port));

        ada.run("node", "delete", "inside", "--yes");
        share(ada, "inside", service);
        Patience.until(RECOVERY, "the portal is back after its outlet's node was replaced", () -> answers(port));

        JsonNode project = ada.json("project", "show", "default");
        String ticket = ada.run("project", "ticket");
        String invitation = ada.json(
                        "share", "create", "project", project.path("id").asText(), "bob@example.org")
                .path("id")
                .asText();
        JsonNode members = ada.json("project-member", "show", laptop.identifier());
        beingMade("half", project.path("space_id").asText());
        assertThat(ada.json("project", "list"))
                .filteredOn(each -> each.path("name").asText().equals("half"))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.path("access_route").asText()).isEmpty());
        orchestrator.stop();
        assertThat(ada.ends(0, "status")).contains("ada@example.org");
        orchestrator.startAgain();

        assertThat(ada.json("project", "show", "default")).isEqualTo(project);
        assertThat(ada.json("project-member", "show", laptop.identifier())).isEqualTo(members);
        assertThat(ada.run("share", "list", "--output", "json")).contains(invitation);
        assertThat(ada.json("project", "show", "half").path("access_route").asText())
                .contains("/service/half/");
        Ockam late = orchestrator.ockam("late");
        late.run("project", "enroll", ticket);
        assertThat(late.run("message", "send", "hello", "--to", ECHO)).isEqualTo("hello");
        assertThat(orchestrator
                        .enrolled("ada2", "ada@example.org")
                        .json("project", "show", "default")
                        .path("id"))
                .isEqualTo(project.path("id"));
        Patience.until(RECOVERY, "the portal is back after the restart", () -> answers(port));
    }

    /** As if the orchestrator were at it. */
    private void beingMade(String name, String space) {
        Path file = directory.resolve("orchestrator").resolve("orchestrator.db");
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement insert = database.prepareStatement(
                        "INSERT INTO projects (id, space_id, name, name_key, state, operation_id, credential_life,"
                                + " relaying, created_at) VALUES (?, ?, ?, ?, 'creating', 'op', 3600, TRUE, 1)")) {
            insert.setString(1, name);
            insert.setString(2, space);
            insert.setString(3, name);
            insert.setString(4, name);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            TransferService.transfer(socket, 1, 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
