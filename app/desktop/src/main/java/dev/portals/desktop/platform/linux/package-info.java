/** The tray of Linux desktops: a StatusNotifierItem with its menu on the session bus (spec 05 section 15.10). */
@NullMarked
package dev.portals.desktop.platform.linux;

import org.jspecify.annotations.NullMarked;
