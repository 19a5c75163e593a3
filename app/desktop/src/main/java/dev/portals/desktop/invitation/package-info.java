/** The dialog that shows an invitation, and walks through accepting it to the address. */
@NullMarked
package dev.portals.desktop.invitation;

import org.jspecify.annotations.NullMarked;
