package dev.portals.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.screen.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
    @TempDir
    private Path home;

    @Test
    void whatWasChangedIsThereAgain() {
        SettingsStore store = new SettingsStore(home);
        assertThat(store.get()).isEqualTo(DesktopSettings.FIRST);
        store.change(now -> now.withServer("https://portals.example.org").withSize(800, 600));
        assertThat(new SettingsStore(home).get().width()).isEqualTo(800);
        assertThat(new SettingsStore(home).get().server()).isEqualTo("https://portals.example.org");
    }

    @Test
    void whatAnOlderProgramHasWrittenIsUnderstood() throws IOException {
        Files.writeString(
                home.resolve("desktop.json"),
                "{\"server\": \"https://portals.example.org\", \"starts\": 3, \"width\": 900, \"height\": 700}");
        SettingsStore store = new SettingsStore(home);
        assertThat(store.get().starts()).isEqualTo(3);
        assertThat(store.get().pinned()).isEmpty();
        store.change(now -> now.withOrder(Order.Sort.ACTIVITY, List.of("Web demo")));
        assertThat(new SettingsStore(home).get().pinned()).containsExactly("Web demo");
        assertThat(new SettingsStore(home).get().sort()).isEqualTo(Order.Sort.ACTIVITY);
    }

    @Test
    void aDamagedFileIsBegunAnew() throws IOException {
        Files.writeString(home.resolve("desktop.json"), "{\"server\": \"PINK\"");
        assertThat(new SettingsStore(home).get()).isEqualTo(DesktopSettings.FIRST);
        Files.writeString(home.resolve("desktop.json"), "{}");
        assertThat(new SettingsStore(home).get()).isEqualTo(DesktopSettings.FIRST);
    }
}
