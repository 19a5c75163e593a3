/** Who is who: change histories, identifiers, purpose keys and their verification. */
@NullMarked
package dev.portals.core.identity;

import org.jspecify.annotations.NullMarked;
