/** Services of Windows. */
@NullMarked
package dev.portals.desktop.platform.windows;

import org.jspecify.annotations.NullMarked;
