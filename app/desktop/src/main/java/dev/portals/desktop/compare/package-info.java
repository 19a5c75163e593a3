/** The dialog that compares words with a friend, and decides about one whose identity has changed. */
@NullMarked
package dev.portals.desktop.compare;

import org.jspecify.annotations.NullMarked;
