/** The page of what I share, with details of the chosen one. */
@NullMarked
package dev.portals.desktop.portals;

import org.jspecify.annotations.NullMarked;
