/** The local socket through which other programs of the same person use the application. */
@NullMarked
package dev.portals.engine.control;

import org.jspecify.annotations.NullMarked;
