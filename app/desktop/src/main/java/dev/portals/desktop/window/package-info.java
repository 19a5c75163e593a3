/** The main window: the places to go at the left, a page at the right. */
@NullMarked
package dev.portals.desktop.window;

import org.jspecify.annotations.NullMarked;
