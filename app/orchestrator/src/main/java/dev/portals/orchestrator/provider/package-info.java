/** Signing in by way of a service where people have an account already. */
@NullMarked
package dev.portals.orchestrator.provider;

import org.jspecify.annotations.NullMarked;
