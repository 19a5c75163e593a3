/** The page that says what works and what does not, and makes the bundle for somebody who is to help. */
@NullMarked
package dev.portals.desktop.diagnostics;

import org.jspecify.annotations.NullMarked;
