/** What the person may choose, and where it is kept; the window and the commands change the same. */
@NullMarked
package dev.portals.engine.setting;

import org.jspecify.annotations.NullMarked;
