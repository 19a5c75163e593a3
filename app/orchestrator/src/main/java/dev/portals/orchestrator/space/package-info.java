/** The rules of spaces and projects: who administers them, how they are made and how they end. */
@NullMarked
package dev.portals.orchestrator.space;

import org.jspecify.annotations.NullMarked;
