package dev.portals.desktop;

import dev.portals.desktop.look.SymbolicIcons;
import dev.portals.desktop.platform.Commands;
import dev.portals.desktop.platform.LinkHandler;
import dev.portals.desktop.platform.LoginItem;
import dev.portals.desktop.platform.linux.XdgLinkHandler;
import dev.portals.desktop.platform.linux.XdgLoginItem;
import dev.portals.desktop.platform.macos.LaunchAgent;
import dev.portals.desktop.platform.windows.RunKey;
import dev.portals.desktop.platform.windows.SchemeKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this program is known to the system it runs on. A program of another home than the person's is a guest on the system and
 * known to nobody.
 *
 * @param login whether it starts with the session; null if it can't be had
 * @param links who opens links; null where that is the installer's business
 */
record Installation(@Nullable LoginItem login, @Nullable LinkHandler links) {
    /** That of this process. */
    static Installation of(Path home, Optional<Path> icons) {
        String program = System.getProperty("portals.program", "");
        Path person = Path.of(System.getProperty("user.home"));
        if (program.isEmpty() || !home.equals(person.resolve(".portals"))) {
            return new Installation(null, null);
        }
        return of(
                System.getProperty("os.name"),
                person,
                System.getenv(),
                List.of(program, "ui"),
                icons.map(SymbolicIcons::own).orElse(Path.of("portals")),
                Commands.system());
    }

    static Installation of(
            String system,
            Path person,
            Map<String, String> environment,
            List<String> command,
            Path icon,
            Commands commands) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return new Installation(new RunKey(command, commands), new SchemeKey(command, commands));
        }
        if (lower.startsWith("mac")) {
            return new Installation(new LaunchAgent(person, command), null);
        }
        return new Installation(
                new XdgLoginItem(folder(environment, "XDG_CONFIG_HOME", person.resolve(".config")), command, icon),
                new XdgLinkHandler(
                        folder(environment, "XDG_DATA_HOME", person.resolve(".local/share")), command, icon, commands));
    }

    /** A relative one is to be ignored, says the standard. */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        Path given = Path.of(environment.getOrDefault(variable, ""));
        return given.isAbsolute() ? given : otherwise;
    }
}
