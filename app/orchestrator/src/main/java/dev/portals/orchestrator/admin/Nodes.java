package dev.portals.orchestrator.admin;

import dev.portals.core.identity.Identifier;
import java.time.Instant;
import java.util.List;

/** What runs of projects in this process. Projects go by their ids. */
public interface Nodes {
    /**
     * A relay.
     *
     * @param owner the identifier of who registered it; empty if that isn't known
     * @param bytes to and from the owner's connection
     */
    record Relay(String projectId, String name, String owner, Instant since, long bytes) {}

    /** All relays. */
    List<Relay> all();

    /** The relays of one project. */
    List<Relay> of(String projectId);

    /** How many connections a project node has. */
    int channels(String projectId);

    /**
     * Ends a relay and the connection of its owner, who may register it again.
     *
     * @return whether there was one
     */
    boolean removeRelay(String projectId, String name);

    /** Takes a member out; it gets no new credential. */
    void removeMember(String projectId, Identifier member);
}
