/** Counts what changes for the owner of an address, and tells clients that wait for it. */
@NullMarked
package dev.portals.orchestrator.change;

import org.jspecify.annotations.NullMarked;
