/** A whole node: its home directory, its loops, transport and channels, and the way from a multi-address to a route. */
@NullMarked
package dev.portals.transport.node;

import org.jspecify.annotations.NullMarked;
