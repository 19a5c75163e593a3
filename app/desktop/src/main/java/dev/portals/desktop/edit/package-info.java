/** The dialog that changes a portal. */
@NullMarked
package dev.portals.desktop.edit;

import org.jspecify.annotations.NullMarked;
