package dev.portals.orchestrator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.orchestrator.audit.AuditEntry.Outcome;
import dev.portals.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private Database database;
    private AuditLog log;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("orchestrator.db"));
        log = new AuditLog(database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLatestComesFirst() {
        log.done("ada@example.org", "project.create", "default", "");
        log.done("bob@example.org", "sign-in", "", "by code");
        assertThat(log.latest("", 10, 0)).extracting(AuditEntry::action).containsExactly("sign-in", "project.create");
        assertThat(log.latest("ADA@", 10, 0)).extracting(AuditEntry::object).containsExactly("default");
        assertThat(log.latest("%", 10, 0)).isEmpty();
    }

    @Test
    void whatWasUndoneIsNotRecorded() {
        assertThatThrownBy(() -> database.change(handle -> {
                    log.done(handle, "ada@example.org", "project.create", "default", "");
                    throw new IllegalStateException("taken");
                }))
                .hasMessage("taken");
        assertThat(log.latest("", 10, 0)).isEmpty();
    }

    @Test
    void theSameRefusalIsRecordedOnceAMinute() {
        log.refused("I00", "credential.issue", "p1", "no member");
        log.refused("I00", "credential.issue", "p1", "no member");
        log.refused("I01", "credential.issue", "p1", "no member");
        now = now.plusSeconds(60);
        log.refused("I00", "credential.issue", "p1", "no member");
        assertThat(log.latest("", 10, 0))
                .hasSize(3)
                .extracting(AuditEntry::outcome)
                .containsOnly(Outcome.REFUSED);
    }

    @Test
    void whatStrangersChoseCannotWriteLines() {
        log.done("a\nb", "sign-in", "x".repeat(1000), "\u001b[31m");
        AuditEntry entry = log.latest("", 1, 0).getFirst();
        assertThat(entry.actor()).isEqualTo("a?b");
        assertThat(entry.object()).hasSize(501);
        assertThat(entry.detail()).isEqualTo("?[31m");
    }

    @Test
    void oldEntriesCanBeForgotten() {
        log.done("ada@example.org", "sign-in", "", "");
        now = now.plus(Duration.ofDays(2));
        log.done("bob@example.org", "sign-in", "", "");
        assertThat(log.forget(Duration.ofDays(1))).isOne();
        assertThat(log.latest("", 10, 0)).extracting(AuditEntry::actor).containsExactly("bob@example.org");
    }
}
