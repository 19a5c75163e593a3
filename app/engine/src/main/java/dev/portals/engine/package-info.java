/** The Portals application without a face: settings in, a running node, events out. */
@NullMarked
package dev.portals.engine;

import org.jspecify.annotations.NullMarked;
