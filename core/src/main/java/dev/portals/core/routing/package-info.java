/** How a message finds its worker inside a node, and who may hand it on. */
@NullMarked
package dev.portals.core.routing;

import org.jspecify.annotations.NullMarked;
