/** The page of invitations: those I got and those I sent. */
@NullMarked
package dev.portals.desktop.invitations;

import org.jspecify.annotations.NullMarked;
