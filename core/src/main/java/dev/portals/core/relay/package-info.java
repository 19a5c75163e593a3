/** Addresses on a public node whose messages go on to a node that nobody can connect to, and how that node asks for one. */
@NullMarked
package dev.portals.core.relay;

import org.jspecify.annotations.NullMarked;
