/** The page of people: who can use what of mine, and whose I can use. */
@NullMarked
package dev.portals.desktop.friends;

import org.jspecify.annotations.NullMarked;
