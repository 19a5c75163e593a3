/** The dialog of what is reachable: how it is called here, and on which port it is. */
@NullMarked
package dev.portals.desktop.local;

import org.jspecify.annotations.NullMarked;
