/** Contact cards: one's own, to show and to give away, and those that others gave. */
@NullMarked
package dev.portals.desktop.card;

import org.jspecify.annotations.NullMarked;
