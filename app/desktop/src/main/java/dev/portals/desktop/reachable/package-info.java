/** The page of what others share with me. */
@NullMarked
package dev.portals.desktop.reachable;

import org.jspecify.annotations.NullMarked;
