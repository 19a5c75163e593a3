package dev.portals.desktop.platform.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What this program is on desktops of freedesktop.org: https://specifications.freedesktop.org/desktop-entry-spec/. */
final class DesktopEntry {
    /** Name of its {@code .desktop} file. */
    static final String ID = "dev.portals.Portals";

    private DesktopEntry() {}

    /** The file that starts it; links are given to it. */
    static String menu(List<String> command, Path icon) {
        return head(command, " %u", icon) + "Categories=Network;\nMimeType=x-scheme-handler/ockam;\n";
    }

    /** The file that starts it with the session. */
    static String login(List<String> command, Path icon) {
        return head(command, " --hidden", icon) + "X-GNOME-Autostart-enabled=true\n";
    }

    private static String head(List<String> command, String arguments, Path icon) {
        return "[Desktop Entry]\nType=Application\nName=Portals\n"
                + "Comment=Privately share a service of this computer\n"
                + "Exec=" + command.stream().map(DesktopEntry::quoted).collect(Collectors.joining(" ")) + arguments
                + "\nIcon=" + icon + "\nTerminal=false\nStartupNotify=false\n";
    }

    /** A word of {@code Exec}; the value is a string with escapes of its own, so a backslash is written four times. */
    static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./:=+-]+")) {
            return word;
        }
        return '"'
                + word.replace("\\", "\\\\\\\\")
                        .replace("\"", "\\\\\"")
                        .replace("`", "\\\\`")
                        .replace("$", "\\\\$")
                        .replace("%", "%%")
                + '"';
    }
}
