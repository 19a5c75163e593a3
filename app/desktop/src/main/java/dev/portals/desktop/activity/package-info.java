/** The page of what happened since the program started. */
@NullMarked
package dev.portals.desktop.activity;

import org.jspecify.annotations.NullMarked;
