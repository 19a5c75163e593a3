package dev.portals.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
    @TempDir
    Path home;

    private InProcess.Result portals(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--home";
        all[words.length + 1] = home.toString();
        return InProcess.run(all);
    }

    @Test
    void whatIsSetIsThereAndStaysWithoutAnyApplication() {
        assertThat(portals("settings", "get", "theme").output()).isEqualToIgnoringNewLines("system");
        assertThat(portals("settings", "set", "theme", "dark").code()).isZero();
        assertThat(portals("settings", "get", "theme").output()).isEqualToIgnoringNewLines("dark");
        assertThat(portals("settings", "list").output()).contains("theme", "dark", "port-range", "40000-48999");
    }

    @Test
    void whatCannotBeIsRefusedWithItsReason() {
        InProcess.Result pink = portals("settings", "set", "theme", "pink");
        assertThat(pink.code()).isEqualTo(ExitCode.USAGE);
        assertThat(pink.output()).contains("system, light, dark or contrast");
        assertThat(portals("settings", "get", "colour").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(portals("settings").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void programsReadThemAsOneObject() {
        assertThat(portals("settings", "get", "tray", "--json").output())
                .contains(
                        "\"event\":\"settings\"",
                        "\"key\":\"tray\"",
                        "\"value\":\"on\"",
                        "\"values\":[\"on\",\"off\"]");
    }
}
