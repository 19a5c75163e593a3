/** Multi-addresses: where something is, part by part, as people type it and peers send it. */
@NullMarked
package dev.portals.core.multiaddr;

import org.jspecify.annotations.NullMarked;
