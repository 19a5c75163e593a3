/** The program's log: the file it is kept in, and the page that shows it. */
@NullMarked
package dev.portals.desktop.logs;

import org.jspecify.annotations.NullMarked;
