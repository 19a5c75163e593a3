package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.Identities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installation of the first version had, every later version has too. */
abstract class UpgradeContract {
    static final String CONTROLLER = "I223d2dbca3b961a4fabeae056d45e27367438a9f78b138ef54a7ea4cc15ad2bc";

    private static final String PROJECT = "e28fba50-92f6-493d-a006-7790d5a287a2";

    @TempDir
    Path directory;

    /** The database of that installation, opened as it is. */
    abstract Database older();

    /** An empty one of the same kind. */
    abstract Database empty();

    static InputStream kept(String name) {
        return Objects.requireNonNull(UpgradeContract.class.getResourceAsStream("/store/version-1/" + name), name);
    }

    static byte[] unpacked(String name) {
        try (InputStream in = new GZIPInputStream(kept(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path masterKey(Path directory) {
        Path file = directory.resolve("master.key");
        try (InputStream in = kept("master.key")) {
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @Test
    void everyRowIsThereAfterTheUpgradeAndEveryKeyOpens() {
        try (Database database = older()) {
            assertThat(database.version()).isEqualTo(1);
            Layout layout = Rows.layout(database);
            Map<String, List<String>> before = Rows.all(database, layout);
            for (String table : List.of(
                    "users", "spaces", "projects", "members", "tokens", "invitations", "mails", "sealed_keys")) {
                assertThat(before.get(table)).as(table).isNotEmpty();
            }
            database.migrate();
            assertThat(database.version()).isEqualTo(Database.latestVersion()).isGreaterThan(1);
            assertThat(Rows.all(database, layout)).isEqualTo(before);
            keysOpen(database);
        }
    }

    @Test
    void aBackupOfTheFirstVersionIsRestoredAndUpgraded() {
        try (Database old = older();
                Database database = empty()) {
            Layout layout = Rows.layout(old);
            Backup.restore(kept("portals.backup"), database);
            assertThat(database.version()).isEqualTo(Database.latestVersion());
            assertThat(Rows.all(database, layout)).isEqualTo(Rows.all(old, layout));
            keysOpen(database);
        }
    }

    private void keysOpen(Database database) {
        Identities identities = OrchestratorKeys.open(database, masterKey(directory), InstantSource.system());
        assertThat(identities.own()).containsKeys("controller", "project-" + PROJECT, "authority-" + PROJECT);
        assertThat(identities.own().get("controller")).hasToString(CONTROLLER);
        identities
                .own()
                .values()
                .forEach(identifier -> assertThat(identities.find(identifier))
                        .map(identity -> identity.identifier())
                        .isEqualTo(Optional.of(identifier)));
        identities.credentialKey(identities.own().get("project-" + PROJECT));
        identities.channelKey(identities.own().get("authority-" + PROJECT));
    }
}
