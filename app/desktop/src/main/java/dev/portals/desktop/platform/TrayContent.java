package dev.portals.desktop.platform;

import java.util.List;

/**
 * What a tray icon shows.
 *
 * @param icon name of the picture, see {@link dev.portals.desktop.look.Icons}
 * @param tooltip its name, for pointer and screen reader
 * @param attention whether it asks for the person
 * @param menu what a press with the right button offers
 */
public record TrayContent(String icon, String tooltip, boolean attention, List<MenuEntry> menu) {}
