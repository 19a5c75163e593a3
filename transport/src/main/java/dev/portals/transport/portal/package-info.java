/** TCP portals: inlets, which accept a client here, and outlets, which connect a service there. */
@NullMarked
package dev.portals.transport.portal;

import org.jspecify.annotations.NullMarked;
