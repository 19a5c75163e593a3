/** What the tray icon says: its picture, its name and its menu. */
@NullMarked
package dev.portals.desktop.tray;

import org.jspecify.annotations.NullMarked;
