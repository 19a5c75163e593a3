package dev.portals.orchestrator.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @TempDir
    private Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("orchestrator.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Readiness readiness(boolean controller, boolean gateway, Executor threads) {
        return new Readiness(
                database, () -> controller, () -> gateway, InstantSource.fixed(NOW), threads, Duration.ofMillis(200));
    }

    private List<String> wrong(Readiness readiness) {
        return readiness.checks().stream()
                .filter(check -> !check.ok())
                .map(check -> check.name() + ": " + check.detail())
                .toList();
    }

    private void mail(String id, String state, long nextAt, long leasedUntil) {
        database.change(handle -> handle.createUpdate("INSERT INTO mails (id, event, recipient, subject, text, html,"
                        + " state, attempts, next_at, leased_until, error, created_at)"
                        + " VALUES (:id, :id, 'ada@example.org', '', '', '', :state, 0, :next, :leased, '', 0)")
                .bind("id", id)
                .bind("state", state)
                .bind("next", nextAt)
                .bind("leased", leasedUntil)
                .execute());
    }

    @Test
    void whereAllIsWellItIsReady() {
        Readiness readiness = readiness(true, true, Runnable::run);
        assertThat(wrong(readiness)).isEmpty();
        assertThat(readiness.checks())
                .extracting(Readiness.Check::name)
                .containsExactly("database", "mail", "controller", "gateway");
    }

    @Test
    void whatDoesNotListenIsNamed() {
        assertThat(wrong(readiness(false, true, Runnable::run))).containsExactly("controller: it doesn't listen");
        assertThat(wrong(readiness(true, false, Runnable::run))).containsExactly("gateway: it doesn't listen");
    }

    @Test
    void mailThatNobodySendsIsNoticedAndMailThatWaitsIsNot() {
        long now = NOW.getEpochSecond();
        mail("later", "queued", now + 60, 0);
        mail("sent", "sent", now - 9000, 0);
        mail("being sent", "queued", now - 9000, now + 60);
        mail("just due", "queued", now - 60, 0);
        assertThat(wrong(readiness(true, true, Runnable::run))).isEmpty();
        mail("stuck", "queued", now - 3600, now - 60);
        assertThat(wrong(readiness(true, true, Runnable::run)))
                .containsExactly("mail: a mail has been due for 60 minutes, and nobody sends it");
    }

    @Test
    void aDatabaseThatCannotBeUsedIsSaidSo() {
        Readiness readiness = readiness(true, true, Runnable::run);
        database.close();
        assertThat(wrong(readiness)).containsExactly("database: it can't be used");
    }

    @Test
    void aDatabaseThatDoesNotAnswerKeepsNobodyWaitingAndIsAskedOnce() {
        List<Runnable> asked = new ArrayList<>();
        Readiness readiness = readiness(true, true, asked::add);
        assertThat(wrong(readiness)).singleElement().asString().startsWith("database: it doesn't answer within");
        assertThat(wrong(readiness)).hasSize(1);
        assertThat(asked).hasSize(1);
        asked.forEach(Runnable::run);
        assertThat(wrong(readiness)).isEmpty();
    }
}
