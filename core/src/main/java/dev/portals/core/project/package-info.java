/** Projects as members know them, and the tickets with which others join. */
@NullMarked
package dev.portals.core.project;

import org.jspecify.annotations.NullMarked;
