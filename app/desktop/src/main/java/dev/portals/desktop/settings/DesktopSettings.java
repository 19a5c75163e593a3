package dev.portals.desktop.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.portals.desktop.screen.Order;
import java.util.List;
import java.util.Objects;

/**
 * What the windows remember by themselves; what the person chooses is in {@link dev.portals.engine.setting.Setting}.
 *
 * @param server address of the server that was used last; empty: none
 * @param starts how often the program was started
 * @param width of the main window in pixels
 * @param height of the main window in pixels
 * @param sort of lists
 * @param pinned names of portals, and ids of what is reachable, that are shown first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DesktopSettings(
        String server, int starts, double width, double height, Order.Sort sort, List<String> pinned) {
    /** Of a new person. */
    public static final DesktopSettings FIRST = new DesktopSettings("", 0, 1080, 720, Order.Sort.NAME, List.of());

    /** What an older program didn't write is as for a new person. */
    public DesktopSettings {
        sort = Objects.requireNonNullElse(sort, Order.Sort.NAME);
        pinned = List.copyOf(Objects.requireNonNullElse(pinned, List.of()));
    }

    /** With another order of lists. */
    public DesktopSettings withOrder(Order.Sort nextSort, List<String> nextPinned) {
        return new DesktopSettings(server, starts, width, height, nextSort, nextPinned);
    }

    /** With another server. */
    public DesktopSettings withServer(String next) {
        return new DesktopSettings(next, starts, width, height, sort, pinned);
    }

    /** Started once more. */
    public DesktopSettings started() {
        return new DesktopSettings(server, starts + 1, width, height, sort, pinned);
    }

    /** With another size of the window. */
    public DesktopSettings withSize(double newWidth, double newHeight) {
        return new DesktopSettings(server, starts, newWidth, newHeight, sort, pinned);
    }
}
