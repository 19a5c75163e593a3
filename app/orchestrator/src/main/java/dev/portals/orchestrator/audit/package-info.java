/** Who was given what, who lost it, who signed in and who was refused. */
@NullMarked
package dev.portals.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
