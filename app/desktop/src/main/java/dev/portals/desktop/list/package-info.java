/** Portals, reachable portals and invitations as rows: what they say, and how they look in popover and window. */
@NullMarked
package dev.portals.desktop.list;

import org.jspecify.annotations.NullMarked;
