package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeRepairTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path home;

    private Saved write(int portals) {
        Saved saved = Saved.NOTHING.withPortals(all -> {
            for (int i = 0; i < portals; i++) {
                all.add(new Saved.SavedPortal("p" + i, "P" + i, "localhost:80", null, null, false, false, 7));
            }
            return all;
        });
        ApplicationStore store = new ApplicationStore(home);
        store.read();
        store.write(saved);
        return saved;
    }

    private Path file() {
        return home.resolve("application.json");
    }

    @Test
    void theCopyOfBeforeIsPutInPlaceAndTheDamagedFileIsKept() throws IOException {
        Saved before = write(2);
        write(3);
        Files.writeString(file(), "{\"schema\": 1, \"portals");
        assertThat(HomeRepair.find(home))
                .hasValueSatisfying(copy -> assertThat(copy.portals()).isEqualTo(2));
        HomeRepair.restore(home, NOW);
        assertThat(new ApplicationStore(home).read()).isEqualTo(before);
        assertThat(home.resolve("application.json.damaged-" + NOW.getEpochSecond()))
                .hasContent("{\"schema\": 1, \"portals");
        assertThat(HomeRepair.find(home)).isEmpty();
    }

    @Test
    void whereNothingIsDamagedNothingIsOffered() {
        assertThat(HomeRepair.find(home)).isEmpty();
        write(1);
        write(2);
        assertThat(HomeRepair.find(home)).isEmpty();
    }

    @Test
    void aCopyThatIsDamagedTooIsNone() throws IOException {
        write(1);
        write(2);
        for (String name : List.of("application.json", "application.json.previous")) {
            Files.writeString(home.resolve(name), "nonsense");
        }
        assertThat(HomeRepair.find(home)).isEmpty();
        assertThatThrownBy(() -> HomeRepair.restore(home, NOW)).isInstanceOf(VaultException.class);
        assertThat(file()).hasContent("nonsense");
        assertThatThrownBy(() -> new ApplicationStore(home).read()).isInstanceOf(DecodeException.class);
    }
}
