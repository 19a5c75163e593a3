package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        try (Database database = open()) {
            database.change(handle -> put(handle, "a", "1"));
        }
        try (Database database = open()) {
            String read = database.read(handle -> value(handle, "a"));
            assertThat(read).isEqualTo("1");
        }
    }

    @Test
    void failedWorkLeavesNothing() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.change(handle -> {
                        put(handle, "a", "1");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            int rows = database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM settings")
                    .mapTo(Integer.class)
                    .one());
            assertThat(rows).isZero();
        }
    }

    @Test
    void concurrentWorkIsAsIfDoneAlone() {
        try (Database database = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            database.change(handle -> put(handle, "count", "0"));
            List<Runnable> works = IntStream.range(0, 100)
                    .<Runnable>mapToObj(i -> () -> database.change(handle -> handle.createUpdate(
                                    "UPDATE settings SET value = :value WHERE name = 'count'")
                            .bind("value", String.valueOf(Integer.parseInt(value(handle, "count")) + 1))
                            .execute()))
                    .toList();
            works.stream().map(threads::submit).toList().forEach(future -> {
                try {
                    future.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            String count = database.read(handle -> value(handle, "count"));
            assertThat(count).isEqualTo("100");
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithItsForm() {
        assertThatThrownBy(() -> Database.postgresql("mysql://x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    }

    @Test
    void theVersionIsThatOfTheLastStep() throws Exception {
        try (Database database = open();
                Stream<Path> steps =
                        Files.list(Path.of(Objects.requireNonNull(Database.class.getResource("migration/V1__first.sql"))
                                        .toURI())
                                .getParent())) {
            assertThat(database.version()).isEqualTo(Database.latestVersion()).isEqualTo((int) steps.count());
        }
    }

    @Test
    void tablesOfANewerProgramAreLeftAlone() {
        try (Database database = open()) {
            database.change(handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version,"
                    + " description, type, script, installed_by, execution_time, success)"
                    + " VALUES (99, '99', 'x', 'SQL', 'V99__x.sql', '', 0, TRUE)"));
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer program");
    }

    @Test
    void aDatabaseIsLookedAtWithoutAnyChange() {
        try (Database database = Database.lookAt(directory.resolve("orchestrator.db"))) {
            assertThat(database.version()).isZero();
            database.migrate();
            assertThat(database.version()).isEqualTo(Database.latestVersion());
        }
    }

    private Database open() {
        return Database.sqlite(directory.resolve("orchestrator.db"));
    }

    private static void put(Handle handle, String name, String value) {
        handle.createUpdate("INSERT INTO settings (name, value) VALUES (:name, :value)")
                .bind("name", name)
                .bind("value", value)
                .execute();
    }

    private static String value(Handle handle, String name) {
        return handle.createQuery("SELECT value FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }
}
