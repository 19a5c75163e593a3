/** Project nodes with their authorities, and the gateway that gives many of them one TCP port. */
@NullMarked
package dev.portals.orchestrator.project;

import org.jspecify.annotations.NullMarked;
