/** Ockam's TCP transport: frames, connections and listeners, and the loops they live on. */
@NullMarked
package dev.portals.transport.tcp;

import org.jspecify.annotations.NullMarked;
