/** What helps: the keys of the program. */
@NullMarked
package dev.portals.desktop.help;

import org.jspecify.annotations.NullMarked;
