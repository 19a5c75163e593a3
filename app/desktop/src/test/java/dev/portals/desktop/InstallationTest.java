package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.desktop.platform.Commands;
import dev.portals.desktop.platform.Commands.Answer;
import dev.portals.desktop.platform.LinkHandler.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program writes and runs to be known to a system, on each. */
class InstallationTest {
    private static final List<String> COMMAND = List.of("/opt/My Portals/100%/portals", "ui");
    private static final Path ICON = Path.of("/home/ada/.portals/icons/portals.svg");
    private static final String SCHEME = "x-scheme-handler/ockam";

    @TempDir
    private Path person;

    private final List<List<String>> ran = new ArrayList<>();
    private final Map<List<String>, Answer> answers = new HashMap<>();
    private final Commands commands = command -> {
        ran.add(command);
        return answers.getOrDefault(command, new Answer(0, ""));
    };

    private Installation on(String system) {
        return Installation.of(system, person, Map.of(), COMMAND, ICON, commands);
    }

    @Test
    void onLinuxItStartsWithTheSessionByAFileAndHidden() throws Exception {
        Installation linux = on("Linux");
        Path file = person.resolve(".config/autostart/dev.portals.Portals.desktop");
        assertThat(linux.login().isOn()).isFalse();
        linux.login().set(true);
        assertThat(linux.login().isOn()).isTrue();
        assertThat(Files.readString(file))
                .startsWith("[Desktop Entry]\nType=Application\nName=Portals\n")
                .contains("\nExec=\"/opt/My Portals/100%%/portals\" ui --hidden\n");
        linux.login().set(false);
        assertThat(file).doesNotExist();
        linux.login().set(false);
    }

    @Test
    void whatTheDesktopSwitchedOffIsOff() throws Exception {
        Installation linux = on("Linux");
        Path file = person.resolve(".config/autostart/dev.portals.Portals.desktop");
        for (String mark : List.of("Hidden=true", "X-GNOME-Autostart-enabled = false")) {
            linux.login().set(true);
            Files.writeString(file, Files.readString(file) + mark + "\n");
            assertThat(linux.login().isOn()).as(mark).isFalse();
        }
    }

    @Test
    void onLinuxFoldersOfTheEnvironmentAreTakenUnlessTheyAreRelative() throws Exception {
        Path elsewhere = person.resolve("elsewhere");
        Installation.of("Linux", person, Map.of("XDG_CONFIG_HOME", elsewhere.toString()), COMMAND, ICON, commands)
                .login()
                .set(true);
        assertThat(elsewhere.resolve("autostart/dev.portals.Portals.desktop")).exists();
        Installation.of("Linux", person, Map.of("XDG_CONFIG_HOME", "here"), COMMAND, ICON, commands)
                .login()
                .set(true);
        assertThat(person.resolve(".config/autostart/dev.portals.Portals.desktop"))
                .exists();
    }

    @Test
    void onLinuxLinksComeByAFileOfItsOwnAndTheChoiceOfThePerson() throws Exception {
        Installation linux = on("Linux");
        List<String> query = List.of("xdg-mime", "query", "default", SCHEME);
        assertThat(linux.links().owner()).isEqualTo(Owner.NOBODY);
        linux.links().take();
        assertThat(ran).contains(List.of("xdg-mime", "default", "dev.portals.Portals.desktop", SCHEME));
        assertThat(Files.readString(person.resolve(".local/share/applications/dev.portals.Portals.desktop")))
                .contains("/portals\" ui %u\n")
                .contains("MimeType=x-scheme-handler/ockam;\n")
                .contains("Icon=" + ICON + "\n");
        answers.put(query, new Answer(0, "dev.portals.Portals.desktop"));
        assertThat(linux.links().owner()).isEqualTo(Owner.THIS);
        answers.put(query, new Answer(0, "ockam.desktop"));
        assertThat(linux.links().owner()).isEqualTo(Owner.OTHER);
    }

    @Test
    void anotherPlaceOfTheSameProgramIsAnother() throws Exception {
        on("Linux").links().take();
        answers.put(List.of("xdg-mime", "query", "default", SCHEME), new Answer(0, "dev.portals.Portals.desktop"));
        Installation moved =
                Installation.of("Linux", person, Map.of(), List.of("/usr/bin/portals", "ui"), ICON, commands);
        assertThat(moved.links().owner()).isEqualTo(Owner.OTHER);
    }

    @Test
    void aSystemWithoutTheCommandsIsNoFailureUntilItIsToBeChanged() {
        Installation linux = Installation.of("Linux", person, Map.of(), COMMAND, ICON, command -> {
            throw new IOException("there is no " + command.getFirst());
        });
        assertThat(linux.links().owner()).isEqualTo(Owner.NOBODY);
        assertThatThrownBy(linux.links()::take).isInstanceOf(IOException.class);
    }

    @Test
    void onMacOsItStartsByAnAgentOfThePerson() throws Exception {
        Installation mac = Installation.of(
                "Mac OS X", person, Map.of(), List.of("/Applications/A & B/portals", "ui"), ICON, commands);
        mac.login().set(true);
        assertThat(mac.login().isOn()).isTrue();
        assertThat(Files.readString(person.resolve("Library/LaunchAgents/dev.portals.Portals.plist")))
                .contains("    <string>/Applications/A &amp; B/portals</string>\n    <string>ui</string>\n"
                        + "    <string>--hidden</string>\n")
                .contains("<key>RunAtLoad</key>\n  <true/>");
        mac.login().set(false);
        assertThat(mac.login().isOn()).isFalse();
        assertThat(mac.links()).isNull();
    }

    @Test
    void onWindowsItStartsByTheRegistry() throws Exception {
        Installation windows = on("Windows 11");
        String key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
        windows.login().set(true);
        assertThat(ran.getLast())
                .containsExactly(
                        "reg",
                        "add",
                        key,
                        "/v",
                        "Portals",
                        "/t",
                        "REG_SZ",
                        "/d",
                        "\"/opt/My Portals/100%/portals\" \"ui\" --hidden",
                        "/f");
        windows.login().set(false);
        assertThat(ran.getLast()).containsExactly("reg", "delete", key, "/v", "Portals", "/f");
        answers.put(List.of("reg", "query", key, "/v", "Portals"), new Answer(1, ""));
        int before = ran.size();
        windows.login().set(false);
        assertThat(ran).hasSize(before + 1);
    }

    @Test
    void onWindowsLinksComeByTheRegistry() throws Exception {
        Installation windows = on("Windows 11");
        List<String> query = List.of("reg", "query", "HKCU\\Software\\Classes\\ockam\\shell\\open\\command", "/ve");
        answers.put(query, new Answer(1, "no such key"));
        assertThat(windows.links().owner()).isEqualTo(Owner.NOBODY);
        windows.links().take();
        assertThat(ran.getLast())
                .containsExactly(
                        "reg",
                        "add",
                        "HKCU\\Software\\Classes\\ockam\\shell\\open\\command",
                        "/ve",
                        "/d",
                        "\"/opt/My Portals/100%/portals\" \"ui\" \"%1\"",
                        "/f");
        answers.put(query, new Answer(0, "(Default) REG_SZ " + ran.getLast().get(5)));
        assertThat(windows.links().owner()).isEqualTo(Owner.THIS);
        answers.put(query, new Answer(0, "(Default) REG_SZ \"ockam.exe\" \"%1\""));
        assertThat(windows.links().owner()).isEqualTo(Owner.OTHER);
    }

    @Test
    void anotherHomeThanThePersonsIsKnownToNobody() {
        assertThat(Installation.of(person, Optional.empty())).isEqualTo(new Installation(null, null));
    }
}
