package dev.portals.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.orchestrator.store.Backup;
import dev.portals.orchestrator.store.Database;
import dev.portals.orchestrator.store.StoreException;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who looks after an orchestrator does with it. */
@Timeout(120)
class InstallationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T08:00:00.5Z"));

    @TempDir
    private Path directory;

    private OrchestratorSettings settings(String home) {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder();
        settings.set("home", directory.resolve(home).toString());
        for (String port : List.of("http", "controller", "gateway")) {
            settings.set(port, "127.0.0.1:0");
        }
        return settings.build();
    }

    private Installation installation(String home) {
        return new Installation(settings(home));
    }

    private Path backup(boolean withKey) {
        Path file = directory.resolve(withKey ? "keyed.gz" : "backup.gz");
        installation("old").backup(file, withKey, CLOCK);
        return file;
    }

    private void refused(Installation installation, Path file, Path key, String words) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> installation.restore(file, key))
                .withMessageContaining(words)
                .matches(e -> e.reason() == VaultException.Reason.CORRUPT);
        assertThat(installation.masterKey()).doesNotExist();
    }

    @Test
    void aBackupOfARunningOneBecomesTheSameOrchestratorElsewhere() throws IOException {
        Path file;
        String identifier;
        try (Orchestrator old = Orchestrator.start(settings("old"))) {
            identifier = old.controllerIdentifier().toString();
            file = backup(false);
        }
        Backup.Contents restored =
                installation("new").restore(file, installation("old").masterKey());
        assertThat(restored.createdAt()).isEqualTo("2026-11-25T08:00:00Z");
        try (Orchestrator again = Orchestrator.start(settings("new"))) {
            assertThat(again.controllerIdentifier()).hasToString(identifier);
        }
        assertThat(installation("new").masterKey())
                .hasSameBinaryContentAs(installation("old").masterKey());
    }

    @Test
    void aBackupIsForItsOwnerAloneAndHoldsTheMasterKeyOnlyWhenAsked() throws IOException {
        Orchestrator.start(settings("old")).close();
        Path without = backup(false);
        Path with = backup(true);
        String key =
                HexFormat.of().formatHex(Files.readAllBytes(installation("old").masterKey()));
        assertThat(text(without)).doesNotContain(key).contains("\"key\":null");
        assertThat(text(with)).contains(key);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(without)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        installation("new").restore(with, null);
        Orchestrator.start(settings("new")).close();
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutTheRightKeyNothingIsRestored() throws IOException {
        Orchestrator.start(settings("old")).close();
        Orchestrator.start(settings("other")).close();
        Path file = backup(false);
        Path noKey = Files.writeString(directory.resolve("note.txt"), "remember the milk");
        Installation installation = installation("new");
        refused(installation, file, null, "--key");
        refused(installation, file, installation("other").masterKey(), "isn't the one that sealed");
        refused(installation, file, noKey, "isn't a master key");
        refused(installation, file, directory.resolve("nowhere"), "can't be read");
        try (Database database = installation.look()) {
            assertThat(database.version()).isZero();
        }
        installation.restore(file, installation("old").masterKey());
    }

    @Test
    void aKeyThatLiesInItsPlaceAlreadyIsUsedIfItIsTheRightOne() throws IOException {
        Orchestrator.start(settings("old")).close();
        Path file = backup(false);
        Files.createDirectories(directory.resolve("new"));
        Files.copy(installation("old").masterKey(), installation("new").masterKey());
        installation("new").restore(file, null);

        Orchestrator.start(settings("other")).close();
        Files.createDirectories(directory.resolve("third"));
        Files.copy(installation("other").masterKey(), installation("third").masterKey());
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() ->
                        installation("third").restore(file, installation("old").masterKey()))
                .withMessageContaining("isn't the one that sealed");
        assertThat(installation("third").masterKey())
                .hasSameBinaryContentAs(installation("other").masterKey());
    }

    @Test
    void nothingIsOverwritten() {
        Orchestrator.start(settings("old")).close();
        Path file = backup(true);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> installation("old").backup(file, true, CLOCK))
                .withMessageContaining("there already");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> installation("old").restore(file, null))
                .withMessageContaining("already");
        Orchestrator.start(settings("old")).close();
    }

    @Test
    void onlyOneRunsOnAHomeAndIsLookedAtMeanwhile() {
        try (Orchestrator running = Orchestrator.start(settings("old"))) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Orchestrator.start(settings("old")))
                    .withMessageContaining("in use")
                    .withMessageContaining("PostgreSQL");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> installation("old").migrate())
                    .withMessageContaining("in use");
            assertThat(installation("old").status().schema()).isEqualTo(Database.latestVersion());
            Running seen = installation("old").running().orElseThrow();
            assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(seen.identifier())
                    .isEqualTo(running.controllerIdentifier().toString());
            assertThat(seen.http()).endsWith(":" + running.http().getPort());
        }
        assertThat(installation("old").running()).isEmpty();
        assertThat(installation("old").migrate()).isEqualTo(Database.latestVersion());
    }

    @Test
    void aProcessThatDiedIsNotTakenForARunningOne() throws IOException {
        Orchestrator.start(settings("old")).close();
        Path file = directory.resolve("old").resolve("running.json");
        Files.writeString(file, """
            {"pid":%d,"started_at":"2020-01-01T00:00:00Z","url":"http://localhost:1"}\
            """.formatted(ProcessHandle.current().pid()));
        assertThat(installation("old").running()).isEmpty();
        Files.writeString(file, "{");
        assertThat(installation("old").running()).isEmpty();
    }

    @Test
    void whereThereIsNothingThatIsSaid() {
        for (Runnable look : List.<Runnable>of(
                () -> installation("none").status(),
                () -> installation("none").migrate(),
                () -> installation("none").backup(directory.resolve("b"), false, CLOCK),
                () -> installation("none").restore(directory.resolve("nowhere.gz"), null))) {
            assertThatExceptionOfType(Installation.Missing.class).isThrownBy(look::run);
        }
        assertThat(directory.resolve("none")).doesNotExist();
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    void aPasswordIsNoPartOfTheNameOfAPlace() {
        OrchestratorSettings.Builder settings = new OrchestratorSettings.Builder();
        settings.set("database", "postgresql://portals:s%40cret@localhost:5432/portals?sslpassword=x");
        assertThat(new Installation(settings.build()).place()).isEqualTo("postgresql://localhost:5432/portals");
    }
}
