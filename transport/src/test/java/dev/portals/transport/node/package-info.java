/** Promises of nodes and of the ways to them. */
@NullMarked
package dev.portals.transport.node;

import org.jspecify.annotations.NullMarked;
