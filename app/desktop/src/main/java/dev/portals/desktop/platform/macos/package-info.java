/** Services of macOS. */
@NullMarked
package dev.portals.desktop.platform.macos;

import org.jspecify.annotations.NullMarked;
