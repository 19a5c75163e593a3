package dev.portals.orchestrator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.api.ApiFailure;
import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Database database;
    private Revisions revisions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("r.db"));
        revisions = Revisions.start(database);
    }

    @AfterEach
    void close() {
        revisions.close();
        threads.shutdownNow();
        threads.close();
        database.close();
    }

    @Test
    void anOlderRevisionIsAnsweredAtOnce() throws Exception {
        assertThat(revisions.await("a", 0, LONG)).isEqualTo(1);
        database.change(handle -> Revisions.grow(handle, List.of("a")));
        assertThat(revisions.await("a", 1, LONG)).isEqualTo(2);
        assertThat(revisions.await("a", 77, LONG)).isEqualTo(2);
    }

    @Test
    void whoWaitsHearsOfAChange() throws Exception {
        Future<Long> answer = threads.submit(() -> revisions.await("a", 1, LONG));
        database.change(handle -> Revisions.grow(handle, List.of("a")));
        revisions.look();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void whoWaitsHearsOfAChangeByAnotherInstance() throws Exception {
        Future<Long> answer = threads.submit(() -> revisions.await("a", 1, LONG));
        database.change(handle -> handle.execute("INSERT INTO revisions VALUES ('a', 1)"));
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void withoutAChangeTheAnswerIsTheSame() throws Exception {
        assertThat(revisions.await("a", 1, Duration.ofMillis(10))).isEqualTo(1);
    }

    @Test
    void tooManyDoNotWait() {
        List<Future<Long>> answers = new ArrayList<>();
        for (int i = 0; i < Revisions.MOST_OF_ONE + 1; i++) {
            answers.add(threads.submit(() -> revisions.await("a", 1, LONG)));
        }
        assertThatThrownBy(() -> {
                    while (true) {
                        for (Future<Long> answer : answers) {
                            if (answer.isDone()) {
                                answer.get();
                            }
                        }
                        Thread.onSpinWait();
                    }
                })
                .hasCauseInstanceOf(ApiFailure.class);
        revisions.close();
    }
}
