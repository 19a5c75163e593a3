/** Promises of the TCP transport, kept against real sockets. */
@NullMarked
package dev.portals.transport.tcp;

import org.jspecify.annotations.NullMarked;
