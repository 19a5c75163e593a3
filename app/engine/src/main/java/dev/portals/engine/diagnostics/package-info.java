/** Finds out what is wrong, in sentences, and packs what somebody needs who is to help, without secrets (spec 05 section 15.7). */
@NullMarked
package dev.portals.engine.diagnostics;

import org.jspecify.annotations.NullMarked;
