/** Promises of inlets and outlets, kept against real sockets and hand-made peers. */
@NullMarked
package dev.portals.transport.portal;

import org.jspecify.annotations.NullMarked;
