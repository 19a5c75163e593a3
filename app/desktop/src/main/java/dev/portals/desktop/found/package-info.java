/** Services that answer on this computer, to choose from when a portal is opened. */
@NullMarked
package dev.portals.desktop.found;

import org.jspecify.annotations.NullMarked;
