package dev.portals.orchestrator.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import dev.portals.orchestrator.account.Accounts;
import dev.portals.orchestrator.store.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a whole orchestrator tells those who watch over it, and what it keeps from others. */
@Timeout(120)
class OperationsPagesTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path directory;

    private Orchestrator orchestrator;

    private void start(String... settings) {
        OrchestratorSettings.Builder builder = new OrchestratorSettings.Builder();
        builder.set("home", directory.toString());
        for (String port : List.of("http", "controller", "gateway")) {
            builder.set(port, "127.0.0.1:0");
        }
        for (int i = 0; i < settings.length; i += 2) {
            builder.set(settings[i], settings[i + 1]);
        }
        orchestrator = Orchestrator.start(builder.build());
    }

    @AfterEach
    void end() {
        orchestrator.close();
    }

    /** The whole answer to a request with these lines after the first. */
    private String get(String path, String... headers) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), orchestrator.http().getPort())) {
            String head =
                    "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itLivesAndIsReadyWhoeverAsks() {
        start();
        assertThat(get("/healthz", "Host: x.example.org"))
                .startsWith("HTTP/1.1 200")
                .contains("{\"status\":\"alive\"}");
        assertThat(get("/readyz", "Host: x.example.org"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"status\":\"ready\"}\n");
        assertThat(get("/readyz", "Host: localhost"))
                .contains("\"database\":\"ok\"", "\"mail\":\"ok\"", "\"controller\":\"ok\"", "\"gateway\":\"ok\"");
    }

    @Test
    void itIsNotReadyWhenMailIsStuckAndSaysWhyOnlyToWhoMayKnow() {
        start("smtp.server", "localhost:1", "smtp.security", "none");
        try (Database database = Database.sqlite(directory.resolve("orchestrator.db"))) {
            // As of a sender that died: leased by nobody's clock but its own.
            database.change(handle -> handle.execute("INSERT INTO mails (id, event, recipient, subject, text, html,"
                    + " state, attempts, next_at, leased_until, error, created_at)"
                    + " VALUES ('1', 'e', 'ada@example.org', '', '', '', 'queued', 0, 1, 1, '', 9999999999)"));
            database.change(handle -> handle.execute("CREATE TRIGGER held BEFORE UPDATE ON mails BEGIN"
                    + " SELECT RAISE(ABORT, 'the disk is full'); END"));
        }
        assertThat(get("/readyz", "Host: localhost"))
                .startsWith("HTTP/1.1 503")
                .contains("\"status\":\"not ready\"", "nobody sends it");
        assertThat(get("/readyz", "Host: portals.example.org"))
                .startsWith("HTTP/1.1 503")
                .endsWith("{\"status\":\"not ready\"}\n");
    }

    @Test
    void figuresAreForProgramsOnThisComputer() {
        start();
        assertThat(get("/metrics", "Host: localhost:1234"))
                .startsWith("HTTP/1.1 200")
                .contains("text/plain; version=0.0.4", "portals_relayed_bytes_total 0.0");
        for (String header : List.of(
                "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1", "Via: 1.1 proxy")) {
            assertThat(get("/metrics", "Host: localhost", header)).as(header).startsWith("HTTP/1.1 403");
        }
        assertThat(get("/metrics", "Host: rebound.example.org")).startsWith("HTTP/1.1 403");
        assertThat(get("/metrics", "Host: localhost.example.org")).startsWith("HTTP/1.1 403");
    }

    @Test
    void behindAProxyNobodyOnThisComputerIsBelieved() {
        start("public-url", "https://portals.example.org");
        assertThat(get("/metrics", "Host: localhost"))
                .startsWith("HTTP/1.1 403")
                .contains("metrics-token");
        assertThat(get("/readyz", "Host: localhost")).endsWith("{\"status\":\"ready\"}\n");
    }

    @Test
    void theTokenOpensThemFromAnywhereAndNothingElseDoes() {
        start("public-url", "https://portals.example.org", "metrics-token", TOKEN);
        String right = "Authorization: Bearer " + TOKEN;
        assertThat(get("/metrics", "Host: portals.example.org", "X-Forwarded-For: 192.0.2.1", right))
                .startsWith("HTTP/1.1 200");
        assertThat(get("/readyz", "Host: portals.example.org", right)).contains("\"checks\"");
        for (String wrong : List.of(
                "X-Nothing: 1",
                "Authorization: Bearer",
                "Authorization: Bearer " + TOKEN + "0",
                "Authorization: Bearer " + TOKEN.substring(1),
                "Authorization: Basic " + TOKEN)) {
            assertThat(get("/metrics", "Host: localhost", wrong))
                    .as(wrong)
                    .startsWith("HTTP/1.1 401")
                    .contains("Bearer");
        }
    }

    @Test
    void everyRequestIsCountedUnderThePatternOfItsPathAndNoAddressIsALabel() {
        start();
        try (Database database = Database.sqlite(directory.resolve("orchestrator.db"))) {
            database.change(handle ->
                    new Accounts(database, InstantSource.system()).admit(handle, "canary@example.org", "Canary"));
        }
        for (int i = 0; i < 50; i++) {
            get("/nothing/canary-" + i, "Host: localhost");
            get("/invitations/canary-" + i + "?email=canary@example.org", "Host: localhost");
        }
        get("/healthz", "Host: localhost");
        String figures = get("/metrics", "Host: localhost");
        assertThat(figures)
                .doesNotContain("canary")
                .contains(
                        "portals_http_requests_total{path=\"/healthz\",status=\"200\"} 1.0",
                        "portals_http_requests_total{path=\"none\",status=\"404\"}",
                        "portals_rows{of=\"users\"} 1.0",
                        "portals_mails{state=\"queued\"} 0.0",
                        "portals_database_connections{state=\"used\"}",
                        "portals_event_loop_delay_seconds_count",
                        "portals_controller_channels 0.0",
                        "portals_relays 0.0",
                        "portals_sign_ins_total 0.0",
                        "portals_refusals_total 0.0",
                        "jvm_memory_used_bytes",
                        "process_resident_memory_bytes");
        long lines = Pattern.compile("^portals_", Pattern.MULTILINE)
                .matcher(figures)
                .results()
                .count();
        assertThat(lines).isLessThan(150);
    }
}
