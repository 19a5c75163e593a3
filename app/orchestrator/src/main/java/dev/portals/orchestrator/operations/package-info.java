/** What whoever runs the installation asks it: whether it lives, whether it is ready and if not why, and its figures. */
@NullMarked
package dev.portals.orchestrator.operations;

import org.jspecify.annotations.NullMarked;
