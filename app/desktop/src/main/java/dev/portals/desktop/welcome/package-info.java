/** The way in: what this is, signing in, setting up. */
@NullMarked
package dev.portals.desktop.welcome;

import org.jspecify.annotations.NullMarked;
