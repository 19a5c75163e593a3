/** The dialog that shares a service of this computer. */
@NullMarked
package dev.portals.desktop.open;

import org.jspecify.annotations.NullMarked;
