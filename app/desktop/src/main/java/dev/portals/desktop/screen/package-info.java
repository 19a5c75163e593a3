/** What every screen is given: the application, the texts, the thread to draw on, and the ways to other screens. */
@NullMarked
package dev.portals.desktop.screen;

import org.jspecify.annotations.NullMarked;
