/** Nodes without threads or sockets, for tests: a loop with a manual clock and links in memory. */
@NullMarked
package dev.portals.core.testing;

import org.jspecify.annotations.NullMarked;
