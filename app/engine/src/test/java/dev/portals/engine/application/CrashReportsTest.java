package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.state.Attention;
import dev.portals.engine.state.FailureMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrashReportsTest {
    private static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");

    @TempDir
    Path home;

    private void crash(Instant at) {
        new CrashReports(home).record(new StackOverflowError("too deep"), Thread.currentThread(), at);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("crashes"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aReportSaysWhatHappenedWhereAndWhen() throws IOException {
        crash(NOW);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(Files.readString(file))
                        .startsWith("2026-03-12T12:00:00Z")
                        .contains("StackOverflowError: too deep", "CrashReportsTest"));
    }

    @Test
    void twoInAShortTimeAreTooMany() {
        CrashReports reports = new CrashReports(home);
        assertThat(reports.isSafeModeDue(NOW)).isFalse();
        crash(NOW);
        assertThat(reports.isSafeModeDue(NOW)).isFalse();
        crash(NOW.plusSeconds(60));
        assertThat(reports.isSafeModeDue(NOW.plusSeconds(70))).isTrue();
        assertThat(reports.isSafeModeDue(NOW.plus(Duration.ofMinutes(10)))).isFalse();
        reports.acknowledge();
        assertThat(reports.isSafeModeDue(NOW.plusSeconds(70))).isFalse();
        crash(NOW.plusSeconds(80));
        assertThat(reports.isSafeModeDue(NOW.plusSeconds(90))).isFalse();
    }

    @Test
    void onlyTheLastOnesAreKept() throws IOException {
        for (int i = 0; i < 30; i++) {
            crash(NOW.plusSeconds(i));
        }
        assertThat(files()).hasSize(10);
        assertThat(files().getLast().toString())
                .contains(Long.toString(NOW.plusSeconds(29).toEpochMilli()));
    }

    @Test
    void whatCantBeWrittenIsNoSecondCrash() throws IOException {
        Files.writeString(home.resolve("crashes"), "in the way");
        crash(NOW);
        assertThat(new CrashReports(home).isSafeModeDue(NOW)).isFalse();
    }

    @Test
    void afterTwoCrashesEverythingIsPausedUntilThePersonGoesOn() throws Exception {
        FakeOrchestrator orchestrator = new FakeOrchestrator();
        try (Application application = Application.open(home)) {
            application
                    .enroll(orchestrator.address(), new SignIn.Code((page, code) -> {}))
                    .get(30, TimeUnit.SECONDS);
        }
        crash(Instant.now());
        crash(Instant.now().plusMillis(5));
        try (Application application = Application.open(home)) {
            assertThat(application.state().paused()).isTrue();
            assertThat(application.state().attention()).anySatisfy(each -> {
                assertThat(each.kind()).isEqualTo(Attention.Kind.SAFE_MODE);
                assertThat(each.mode()).isEqualTo(FailureMode.SAFE_MODE);
            });
            application.resumeAll().get(30, TimeUnit.SECONDS);
            assertThat(application.state().paused()).isFalse();
            assertThat(application.state().attention()).noneMatch(each -> each.kind() == Attention.Kind.SAFE_MODE);
        }
        try (Application application = Application.open(home)) {
            assertThat(application.state().paused()).isFalse();
        }
        orchestrator.close();
    }
}
