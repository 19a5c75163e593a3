/** The dialog that invites people to a portal. */
@NullMarked
package dev.portals.desktop.invite;

import org.jspecify.annotations.NullMarked;
