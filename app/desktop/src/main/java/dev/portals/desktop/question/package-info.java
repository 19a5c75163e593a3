/** Small dialogs: one question, one answer. */
@NullMarked
package dev.portals.desktop.question;

import org.jspecify.annotations.NullMarked;
