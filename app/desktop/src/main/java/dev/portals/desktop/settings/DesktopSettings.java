package dev.portals.desktop.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.portals.desktop.look.Theme;
import java.util.HashSet;
import java.util.Set;

/**
 * How the person wants the windows; everything else is the engine's.
 *
 * @param theme light or dark
 * @param language code of a language; empty: the system's
 * @param server address of the server that was used last; empty: none
 * @param tray whether there is an icon in the panel
 * @param askBeforeQuit whether to ask while portals are in use
 * @param starts how often the program was started
 * @param width of the main window in pixels
 * @param height of the main window in pixels
 * @param silent topics of which there are no notifications, by their keys
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DesktopSettings(
        Theme.Choice theme,
        String language,
        String server,
        boolean tray,
        boolean askBeforeQuit,
        int starts,
        double width,
        double height,
        Set<String> silent) {
    /** Of a new person. */
    public static final DesktopSettings FIRST =
            new DesktopSettings(Theme.Choice.SYSTEM, "", "", true, true, 0, 1080, 720, Set.of());

    /** Files of older programs say nothing of some. */
    public DesktopSettings {
        silent = silent == null ? Set.of() : Set.copyOf(silent);
    }

    /** With another theme. */
    public DesktopSettings withTheme(Theme.Choice next) {
        return new DesktopSettings(next, language, server, tray, askBeforeQuit, starts, width, height, silent);
    }

    /** With another language. */
    public DesktopSettings withLanguage(String next) {
        return new DesktopSettings(theme, next, server, tray, askBeforeQuit, starts, width, height, silent);
    }

    /** With another server. */
    public DesktopSettings withServer(String next) {
        return new DesktopSettings(theme, language, next, tray, askBeforeQuit, starts, width, height, silent);
    }

    /** With the icon or without. */
    public DesktopSettings withTray(boolean next) {
        return new DesktopSettings(theme, language, server, next, askBeforeQuit, starts, width, height, silent);
    }

    /** Asking or not. */
    public DesktopSettings withAskBeforeQuit(boolean next) {
        return new DesktopSettings(theme, language, server, tray, next, starts, width, height, silent);
    }

    /** Started once more. */
    public DesktopSettings started() {
        return new DesktopSettings(theme, language, server, tray, askBeforeQuit, starts + 1, width, height, silent);
    }

    /** With another size of the window. */
    public DesktopSettings withSize(double newWidth, double newHeight) {
        return new DesktopSettings(theme, language, server, tray, askBeforeQuit, starts, newWidth, newHeight, silent);
    }

    /** With notifications of a topic, or without. */
    public DesktopSettings withNotifications(String topic, boolean on) {
        Set<String> next = new HashSet<>(silent);
        if (on) {
            next.remove(topic);
        } else {
            next.add(topic);
        }
        return new DesktopSettings(theme, language, server, tray, askBeforeQuit, starts, width, height, next);
    }
}
