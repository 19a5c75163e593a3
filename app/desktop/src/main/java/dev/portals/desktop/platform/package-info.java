/** Services of the desktop the program runs on, one small interface each. */
@NullMarked
package dev.portals.desktop.platform;

import org.jspecify.annotations.NullMarked;
