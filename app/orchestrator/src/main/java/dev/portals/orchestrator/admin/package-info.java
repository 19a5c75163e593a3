/** What administrators of the installation see and do in a browser. */
@NullMarked
package dev.portals.orchestrator.admin;

import org.jspecify.annotations.NullMarked;
