package dev.portals.engine.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.engine.application.ActionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    Path home;

    @Test
    void whatWasChosenIsThereAgain() {
        Settings settings = new Settings(home);
        assertThat(settings.get(Setting.THEME)).isEqualTo("system");
        settings.set(Setting.THEME, " Dark ");
        settings.set(Setting.TRAY, "off");
        Settings again = new Settings(home);
        assertThat(again.get(Setting.THEME)).isEqualTo("dark");
        assertThat(again.isOn(Setting.TRAY)).isFalse();
        Instant now = Instant.parse("2026-01-02T00:00:00Z");
        assertThat(again.invitationEnd(now)).isNull();
        again.set(Setting.INVITATION_DAYS, "3");
        assertThat(again.invitationEnd(now)).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void onlyChangesAreTold() {
        Settings settings = new Settings(home);
        List<Setting> told = new ArrayList<>();
        try (var subscription = settings.listen(told::add)) {
            assertThat(subscription).isNotNull();
            settings.set(Setting.TEXT_SIZE, "125");
            settings.set(Setting.TEXT_SIZE, "125");
            settings.set(Setting.TEXT_SIZE, "100");
        }
        settings.set(Setting.TEXT_SIZE, "150");
        assertThat(told).containsExactly(Setting.TEXT_SIZE, Setting.TEXT_SIZE);
    }

    @Test
    void whatACommandWroteBeforeAnybodyAnsweredItIsNotLost() {
        Settings program = new Settings(home);
        List<Setting> told = new ArrayList<>();
        try (var subscription = program.listen(told::add)) {
            assertThat(subscription).isNotNull();
            new Settings(home).set(Setting.THEME, "dark");
            program.set(Setting.TEXT_SIZE, "125");
            new Settings(home).set(Setting.TRAY, "off");
            program.look();
        }
        assertThat(told).containsExactly(Setting.THEME, Setting.TEXT_SIZE, Setting.TRAY);
        assertThat(new Settings(home).get(Setting.THEME)).isEqualTo("dark");
        assertThat(program.isOn(Setting.TRAY)).isFalse();
    }

    @Test
    void whatIsAsAtFirstStandsInNoFile() throws IOException {
        Settings settings = new Settings(home);
        settings.set(Setting.PROXY, "none");
        settings.set(Setting.PROXY, "system");
        assertThat(home.resolve("settings.json")).hasContent("{}");
    }

    @Test
    void aDamagedFileOrValueIsAsAtFirst() throws IOException {
        Files.writeString(home.resolve("settings.json"), "{\"theme\": ");
        assertThat(new Settings(home).get(Setting.THEME)).isEqualTo("system");
        Files.writeString(
                home.resolve("settings.json"),
                "{\"theme\":\"pink\",\"tray\":null,\"later\":\"thing\",\"port-range\":\"1-2\",\"text-size\":\"125\"}");
        Settings settings = new Settings(home);
        assertThat(settings.get(Setting.THEME)).isEqualTo("system");
        assertThat(settings.isOn(Setting.TRAY)).isTrue();
        assertThat(settings.get(Setting.PORT_RANGE)).isEqualTo("40000-48999");
        assertThat(settings.get(Setting.TEXT_SIZE)).isEqualTo("125");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAtFirstAndAllThatIsListedCanBeChosen(Setting setting) {
        assertThat(setting.check(setting.first())).isEqualTo(setting.first());
        assertThat(setting.choices())
                .allSatisfy(each -> assertThat(setting.check(each)).isEqualTo(each));
        assertThat(Setting.find(setting.key())).contains(setting);
        assertThat(setting.description()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "INVITATION_DAYS, 007, 7",
        "INVITATION_DAYS, 90, 90",
        "PORT_RANGE, 50000 - 50100, 50000-50100",
        "PROXY, HTTP://Proxy.example.org:3128, http://proxy.example.org:3128",
        "PROXY, proxy:8080, proxy:8080",
        "LANGUAGE, DE, de"
    })
    void valuesAreTakenAsPeopleWriteThem(Setting setting, String written, String kept) {
        assertThat(setting.check(written)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "INVITATION_DAYS, 0",
        "INVITATION_DAYS, 366",
        "INVITATION_DAYS, 99999999999",
        "INVITATION_DAYS, -1",
        "PORT_RANGE, 80-200",
        "PORT_RANGE, 50000-50010",
        "PORT_RANGE, 60000-70000",
        "PORT_RANGE, 50000-40000",
        "PROXY, ftp://proxy.example.org",
        "PROXY, http://",
        "PROXY, not a proxy",
        "LANGUAGE, ../etc",
        "THEME, pink",
        "TRAY, true"
    })
    void whatItCannotBeIsRefusedWithWhatItCan(Setting setting, String value) {
        assertThatThrownBy(() -> new Settings(home).set(setting, value))
                .isInstanceOf(ActionException.class)
                .hasMessageContaining(setting.key())
                .hasMessageContaining(setting.description());
        assertThat(home.resolve("settings.json")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenStaysAsItWas() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        Settings settings = new Settings(file);
        assertThatThrownBy(() -> settings.set(Setting.THEME, "dark")).isInstanceOf(ActionException.class);
        assertThat(settings.get(Setting.THEME)).isEqualTo("system");
    }
}
