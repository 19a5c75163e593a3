package dev.portals.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsControllerTest {
    @TempDir
    private Path home;

    private final FakeDesk fake = new FakeDesk();
    private final List<SettingsModel> shown = new ArrayList<>();
    private Settings settings = new Settings(Path.of("no-such-home"));
    private SettingsController controller = new SettingsController(fake.desk(), settings, shown::add);

    @BeforeEach
    void open() {
        settings = new Settings(home);
        controller = new SettingsController(fake.desk(), settings, shown::add);
    }

    @Test
    void whatIsChosenIsKeptAndShown() {
        controller.set(Setting.THEME, "dark");
        assertThat(new Settings(home).get(Setting.THEME)).isEqualTo("dark");
        assertThat(shown.getLast().values())
                .containsEntry(Setting.THEME, "dark")
                .containsEntry(Setting.TRAY, "on");
    }

    @Test
    void whatCannotBeSaysWhyUntilItIsCorrected() {
        controller.set(Setting.PROXY, "ftp://nowhere");
        assertThat(shown.getLast().problems().get(Setting.PROXY)).contains("http://proxy.example.org:3128");
        assertThat(shown.getLast().values()).containsEntry(Setting.PROXY, "system");
        controller.set(Setting.PORT_RANGE, "1-2");
        assertThat(shown.getLast().problems()).containsOnlyKeys(Setting.PROXY, Setting.PORT_RANGE);
        controller.set(Setting.PROXY, "proxy.example.org:3128");
        assertThat(shown.getLast().problems()).containsOnlyKeys(Setting.PORT_RANGE);
    }

    @Test
    void whatACommandChangedIsShown() {
        settings.set(Setting.TEXT_SIZE, "125");
        controller.render();
        assertThat(shown.getLast().values()).containsEntry(Setting.TEXT_SIZE, "125");
    }

    @Test
    void filesAreChosenByThePerson() {
        controller.export();
        controller.importFrom();
        assertThat(fake.ways)
                .satisfiesExactly(
                        way -> assertThat(way).startsWith("save[portals-export.json"),
                        way -> assertThat(way).startsWith("choose["));
    }
}
