/** Friends: which identities belong to whom, and how two people make sure of it (spec 05 section 15.2). */
@NullMarked
package dev.portals.engine.friend;

import org.jspecify.annotations.NullMarked;
