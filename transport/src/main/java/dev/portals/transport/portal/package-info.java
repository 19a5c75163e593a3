/** TCP inlets and outlets: a socket here and a service there, as if they were one connection. */
@NullMarked
package dev.portals.transport.portal;

import org.jspecify.annotations.NullMarked;
