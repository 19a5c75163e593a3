/** Invitations to portals, projects and spaces: who may send, see, accept and revoke them, and who hears of it. */
@NullMarked
package dev.portals.orchestrator.invitation;

import org.jspecify.annotations.NullMarked;
