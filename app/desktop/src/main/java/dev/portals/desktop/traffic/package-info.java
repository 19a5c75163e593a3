/** The page of what goes through the portals: sums, a chart, open connections. */
@NullMarked
package dev.portals.desktop.traffic;

import org.jspecify.annotations.NullMarked;
