/** Several orchestrators on one database: who is there, who has which relay, and whose turn it is. */
@NullMarked
package dev.portals.orchestrator.instance;

import org.jspecify.annotations.NullMarked;
