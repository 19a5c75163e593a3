/** The tray app: starts, owns the windows and the icon in the panel, and ends. */
@NullMarked
package dev.portals.desktop;

import org.jspecify.annotations.NullMarked;
