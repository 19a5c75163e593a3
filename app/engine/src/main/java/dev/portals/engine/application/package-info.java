/** The Portals application without a face: actions in, immutable snapshots out. */
@NullMarked
package dev.portals.engine.application;

import org.jspecify.annotations.NullMarked;
