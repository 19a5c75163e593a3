/** Requests and responses between nodes: their envelope, a client that asks, and a server that answers. */
@NullMarked
package dev.portals.core.api;

import org.jspecify.annotations.NullMarked;
