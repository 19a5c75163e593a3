package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.orchestrator.Installation;
import dev.portals.orchestrator.Orchestrator;
import dev.portals.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteUpgradeTest extends UpgradeContract {
    @Override
    Database older() {
        Path file = directory.resolve("orchestrator.db");
        try {
            Files.write(file, unpacked("orchestrator.db.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Database.lookAt(file);
    }

    @Override
    Database empty() {
        return Database.lookAt(directory.resolve("empty.db"));
    }

    @Test
    void anOrchestratorStartsOnAnOlderHomeAndIsWhoItWas() {
        older().close();
        masterKey(directory);
        OrchestratorSettings.Builder builder = new OrchestratorSettings.Builder();
        builder.set("home", directory.toString());
        for (String port : List.of("http", "controller", "gateway")) {
            builder.set(port, "127.0.0.1:0");
        }
        OrchestratorSettings settings = builder.build();
        Installation installation = new Installation(settings);
        assertThat(installation.status().schema()).isEqualTo(1);
        assertThat(installation.status().counts()).isEmpty();
        try (Orchestrator orchestrator = Orchestrator.start(settings)) {
            assertThat(orchestrator.controllerIdentifier()).hasToString(CONTROLLER);
            assertThat(orchestrator.firstAdministrator()).isEmpty();
            assertThat(installation.status().schema()).isEqualTo(Database.latestVersion());
            assertThat(installation.status().counts())
                    .containsEntry("users", 3L)
                    .containsEntry("projects", 2L)
                    .containsEntry("members", 6L)
                    .containsEntry("invitations", 3L);
        }
    }
}
