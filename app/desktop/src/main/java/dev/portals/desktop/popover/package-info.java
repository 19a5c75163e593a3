/** What a press on the tray icon shows: does it work, and what is the address. */
@NullMarked
package dev.portals.desktop.popover;

import org.jspecify.annotations.NullMarked;
