package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeResetTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void prepare() {
        home = directory.resolve("home");
    }

    @Test
    void nothingOfTheOldIdentityIsLeftAndAllOfItIsInTheBackup() throws IOException {
        String before;
        try (Application application = Application.open(home)) {
            before = application.state().identifier();
        }
        Path backup = HomeReset.reset(home, Instant.now()).orElseThrow();
        assertThat(HomeReset.backups(home)).containsExactly(backup);
        try (var left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
        try (Application application = Application.open(home)) {
            assertThat(application.state().identifier()).isNotEqualTo(before);
        }
        try (Application application = Application.open(backup)) {
            assertThat(application.state().identifier()).isEqualTo(before);
        }
    }

    @Test
    void aHomeInUseIsNotMoved() {
        try (Application application = Application.open(home)) {
            assertThatThrownBy(() -> HomeReset.reset(home, NOW)).isInstanceOf(VaultException.class);
            assertThat(application.state().identifier()).isNotEmpty();
        }
        assertThat(HomeReset.backups(home)).isEmpty();
    }

    @Test
    void whereThereIsNoHomeNothingIsDone() {
        assertThat(HomeReset.reset(home, NOW)).isEmpty();
        assertThat(home).doesNotExist();
    }

    @Test
    void aBackupIsDeletedAfterSevenDaysAndNothingElse() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "mine");
        for (String name : List.of(
                "home.reset-20260102T030405000Z",
                "home.reset-20260103T030405000Z",
                "home.reset-mine",
                "other.reset-20250102T030405000Z",
                "home.reset-20259902T030405000Z")) {
            Files.createDirectories(directory.resolve(name).resolve("vault"));
        }
        Files.createSymbolicLink(directory.resolve("home.reset-20260102T030405000Z/link"), precious);
        HomeReset.deleteOld(home, NOW.plus(Duration.ofDays(7)).plusSeconds(1));
        try (var left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "precious",
                            "home.reset-20260103T030405000Z",
                            "home.reset-mine",
                            "other.reset-20250102T030405000Z",
                            "home.reset-20259902T030405000Z");
        }
        assertThat(precious).hasContent("mine");
    }
}
