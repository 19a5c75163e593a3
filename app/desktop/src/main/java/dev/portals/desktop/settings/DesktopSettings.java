package dev.portals.desktop.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the windows remember by themselves; what the person chooses is in {@link dev.portals.engine.setting.Setting}.
 *
 * @param server address of the server that was used last; empty: none
 * @param starts how often the program was started
 * @param width of the main window in pixels
 * @param height of the main window in pixels
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DesktopSettings(String server, int starts, double width, double height) {
    /** Of a new person. */
    public static final DesktopSettings FIRST = new DesktopSettings("", 0, 1080, 720);

    /** With another server. */
    public DesktopSettings withServer(String next) {
        return new DesktopSettings(next, starts, width, height);
    }

    /** Started once more. */
    public DesktopSettings started() {
        return new DesktopSettings(server, starts + 1, width, height);
    }

    /** With another size of the window. */
    public DesktopSettings withSize(double newWidth, double newHeight) {
        return new DesktopSettings(server, starts, newWidth, newHeight);
    }
}
