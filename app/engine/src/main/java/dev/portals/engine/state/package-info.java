/** Immutable pictures of the application at one moment, which faces render (spec 05 section 4). */
@NullMarked
package dev.portals.engine.state;

import org.jspecify.annotations.NullMarked;
