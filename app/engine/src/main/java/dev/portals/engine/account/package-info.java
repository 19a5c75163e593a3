/** Signing in at an orchestrator's account service. */
@NullMarked
package dev.portals.engine.account;

import org.jspecify.annotations.NullMarked;
