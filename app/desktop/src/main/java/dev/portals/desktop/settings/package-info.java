/** How the person wants the program, and the page that asks. */
@NullMarked
package dev.portals.desktop.settings;

import org.jspecify.annotations.NullMarked;
