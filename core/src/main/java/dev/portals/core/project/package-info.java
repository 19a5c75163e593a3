/** Projects as their members know them, the tickets with which others join, and what is said to a project's authority. */
@NullMarked
package dev.portals.core.project;

import org.jspecify.annotations.NullMarked;
