package dev.portals.orchestrator.project;

import dev.portals.core.identity.Identifier;
import dev.portals.core.relay.RelayLimits;

/**
 * Which project a node is.
 *
 * @param id the project's id, which its addresses begin with
 * @param identifier who the project node is, an identity of ours that never changes
 * @param relayLimits how much is kept for its members
 */
public record ProjectIdentity(String id, Identifier identifier, RelayLimits relayLimits) {
    /** Checks the id. */
    public ProjectIdentity {
        if (id.isEmpty() || id.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a project's id is a text without #");
        }
    }

    /** With the usual limits. */
    public ProjectIdentity(String id, Identifier identifier) {
        this(id, identifier, RelayLimits.DEFAULT);
    }
}
