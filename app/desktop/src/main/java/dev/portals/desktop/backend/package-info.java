/** What the faces of the desktop app ask of the engine, so that a test can stand in for it. */
@NullMarked
package dev.portals.desktop.backend;

import org.jspecify.annotations.NullMarked;
