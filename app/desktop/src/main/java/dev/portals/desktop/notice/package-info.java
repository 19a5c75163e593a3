/** Notifications of the desktop: which notice makes which, and what their buttons do. */
@NullMarked
package dev.portals.desktop.notice;

import org.jspecify.annotations.NullMarked;
