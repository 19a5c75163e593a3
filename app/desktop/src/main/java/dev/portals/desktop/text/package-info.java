/** What people read, in their language. */
@NullMarked
package dev.portals.desktop.text;

import org.jspecify.annotations.NullMarked;
