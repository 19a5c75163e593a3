/** The page that says what this program is. */
@NullMarked
package dev.portals.desktop.about;

import org.jspecify.annotations.NullMarked;
