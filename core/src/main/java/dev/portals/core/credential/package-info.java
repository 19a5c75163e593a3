/** What authorities say about identities: credentials, their attributes, and how one's own is kept fresh. */
@NullMarked
package dev.portals.core.credential;

import org.jspecify.annotations.NullMarked;
