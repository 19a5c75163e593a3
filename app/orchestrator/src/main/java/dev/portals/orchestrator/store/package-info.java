/** The database: SQLite or PostgreSQL, with the same tables and the same promises. */
@NullMarked
package dev.portals.orchestrator.store;

import org.jspecify.annotations.NullMarked;
