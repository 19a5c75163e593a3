/** What projects use of what their plans give, noticed before it runs out. */
@NullMarked
package dev.portals.orchestrator.usage;

import org.jspecify.annotations.NullMarked;
