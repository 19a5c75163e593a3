package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real ockam sees of a plan that gives no more. */
@Tag("peer")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PlansPeerTest {
    private static final String REMEDY = "or ask the administrator of this installation for a larger plan";
    /** Used bytes are looked at every 10 seconds, and a command notices within some more. */
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private static OrchestratorProcess orchestrator;

    @BeforeAll
    static void start() {
        orchestrator = new OrchestratorProcess(
                directory,
                "--set",
                "plans.basic.projects=1",
                "--set",
                "plans.basic.members=1",
                "--set",
                "plans.basic.relayed-gb-a-month=1");
    }

    @AfterAll
    static void stop() {
        orchestrator.close();
    }

    @Test
    void whatIsRefusedIsSaidInASentence() {
        Ockam ada = orchestrator.enrolled("ada", "ada@example.org");
        String space = ada.json("space", "list").path(0).path("name").asText();
        assertThat(ada.refused("project", "create", space, "another"))
                .contains("your plan allows 1 project; delete one, " + REMEDY);

        String ticket = ada.run("project", "ticket", "--usage-count", "5");
        orchestrator.ockam("first").run("project", "enroll", ticket);
        assertThat(orchestrator.ockam("second").refused("project", "enroll", ticket))
                .contains("plan allows 1 member; remove one, " + REMEDY);
    }

    @Test
    void aProjectThatHasUsedUpItsMonthRelaysNoMoreUntilThereIsSomethingLeft() {
        String bob = "bob@example.org";
        Ockam ockam = orchestrator.enrolled("bob", bob);
        String project = ockam.json("project", "show", "default").path("id").asText();
        ockam.run("relay", "create", "blue");
        Patience.until(
                SOON,
                "the relay is up",
                () -> status(ockam.json("relay", "show", "blue")).equals("Up"));
        assertThat(orchestrator.outbox().count(bob, "has relayed")).isZero();

        relayed(project, 850_000_000L);
        Patience.until(SOON, "a warning", () -> orchestrator.outbox().count(bob, "850 MB of 1 GB this month") == 1);
        assertThat(status(ockam.json("relay", "show", "blue"))).isEqualTo("Up");

        relayed(project, 1_000_000_000L);
        Patience.until(SOON, "the end", () -> orchestrator.outbox().count(bob, "1 GB of 1 GB this month") == 1);
        Patience.until(
                SOON,
                "the relay is down",
                () -> !status(ockam.json("relay", "show", "blue")).equals("Up"));
        assertThat(ockam.json("project", "show", "default").path("running").asBoolean())
                .as("pings are answered")
                .isTrue();

        relayed(project, 0);
        Patience.until(
                SOON,
                "the relay is up again",
                () -> status(ockam.json("relay", "show", "blue")).equals("Up"));
    }

    private static String status(JsonNode relay) {
        return relay.path("connection_status").asText();
    }

    /** Lets a project have relayed so much this month. */
    private static void relayed(String project, long bytes) {
        String database = "jdbc:sqlite:" + directory.resolve("orchestrator").resolve("orchestrator.db");
        try (Connection connection = DriverManager.getConnection(database + "?busy_timeout=30000");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO relayed_bytes (project_id, month, bytes) VALUES ('" + project + "', '"
                    + YearMonth.now(ZoneOffset.UTC) + "', " + bytes
                    + ") ON CONFLICT (project_id, month) DO UPDATE SET bytes = excluded.bytes");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
