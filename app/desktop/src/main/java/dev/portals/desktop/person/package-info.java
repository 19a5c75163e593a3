/** The dialog of one friend: name, note, computers, and whether anything of theirs is accepted. */
@NullMarked
package dev.portals.desktop.person;

import org.jspecify.annotations.NullMarked;
