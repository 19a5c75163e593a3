/** How everything looks: theme, fonts, icons and the small controls that all screens share. */
@NullMarked
package dev.portals.desktop.look;

import org.jspecify.annotations.NullMarked;
