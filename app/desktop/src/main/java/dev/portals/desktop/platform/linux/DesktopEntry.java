package dev.portals.desktop.platform.linux;

/** What this program is called on desktops of freedesktop.org. */
final class DesktopEntry {
    /** Name of its {@code .desktop} file and of its icon. */
    static final String ID = "dev.portals.Portals";

    private DesktopEntry() {}
}
