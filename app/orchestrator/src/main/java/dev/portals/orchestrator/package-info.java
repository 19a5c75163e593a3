/** The orchestrator: what lets people find each other, assembled from its parts into one process. */
@NullMarked
package dev.portals.orchestrator;

import org.jspecify.annotations.NullMarked;
