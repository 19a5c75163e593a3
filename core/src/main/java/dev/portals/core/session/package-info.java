/** Keeping a connection alive: noticing that it is gone, and making it anew. */
@NullMarked
package dev.portals.core.session;

import org.jspecify.annotations.NullMarked;
