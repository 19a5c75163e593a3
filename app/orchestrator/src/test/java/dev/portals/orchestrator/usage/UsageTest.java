package dev.portals.orchestrator.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-01-31T23:59:00Z");
    private Database database;
    private Usage usage;
    private Levels levels;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("orchestrator.db"));
        usage = new Usage(database, () -> now);
        levels = new Levels(database, () -> now, new SmallPlans(), Map::of);
        database.change(handle -> {
            handle.execute("INSERT INTO users (id, sub, email, email_key, verified, name, nickname, picture,"
                    + " administrator, blocked, plan, created_at, updated_at)"
                    + " VALUES (1, 's', 'Ada@x.org', 'ada@x.org', TRUE, '', '', '', FALSE, FALSE, 'small', 0, 0)");
            handle.execute("INSERT INTO spaces (id, name, name_key, created_at) VALUES ('s', 's', 's', 0)");
            handle.execute("INSERT INTO space_administrators (space_id, email, email_key)"
                    + " VALUES ('s', 'Ada@x.org', 'ada@x.org'), ('s', 'bob@x.org', 'bob@x.org')");
            for (String project : new String[] {"p1", "p2"}) {
                handle.execute(
                        "INSERT INTO projects (id, space_id, name, name_key, state, credential_life, relaying,"
                                + " created_at) VALUES (?, 's', ?, ?, 'ready', 1, TRUE, 0)",
                        project,
                        project,
                        project);
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsRelayedAddsUpWithinAMonth() {
        usage.count(Map.of("p1", 100L, "p2", 5L));
        usage.count(Map.of("p1", 900L, "p2", 5L));
        assertThat(levels.relayed())
                .containsExactly(new Level(Resource.RELAYED_BYTES, "p1", "p1", "Ada@x.org", "small", 900, 1_000));
        assertThat(relayed("p2").used()).isEqualTo(5);
        assertThat(relayed("p1").isNearlyUsedUp()).isTrue();
        assertThat(relayed("p1").isUsedUp()).isFalse();
        usage.count(Map.of("p1", 1_000L));
        assertThat(relayed("p1").isUsedUp()).isTrue();
    }

    private Level relayed(String project) {
        return levels.of(project).getFirst();
    }

    @Test
    void aNewMonthBeginsWithNothing() {
        usage.count(Map.of("p1", 1_000L));
        now = now.plusSeconds(60);
        assertThat(relayed("p1").used()).isZero();
        usage.count(Map.of("p1", 1_001L));
        assertThat(relayed("p1").used()).isOne();
    }

    @Test
    void aProjectThatWasStartedAgainIsCountedFromNothing() {
        usage.count(Map.of("p1", 100L));
        usage.count(Map.of("p1", 30L));
        assertThat(relayed("p1").used()).isEqualTo(130);
    }

    @Test
    void instancesCountTogether() {
        usage.count(Map.of("p1", 100L));
        new Usage(database, () -> now).count(Map.of("p1", 50L));
        assertThat(relayed("p1").used()).isEqualTo(150);
        assertThat(levels.of("unknown")).isEmpty();
    }
}
