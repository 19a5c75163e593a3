package dev.portals.core.policy;

import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was refused.
 *
 * @param peer who; null if there is no authenticated peer
 * @param sentence why, for a person
 */
public record Denial(@Nullable Identifier peer, String sentence) {}
