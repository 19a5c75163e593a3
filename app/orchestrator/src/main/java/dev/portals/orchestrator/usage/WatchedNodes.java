package dev.portals.orchestrator.usage;

import java.util.Map;

/** The project nodes of this process and how many relays others have, as far as their use is watched. Projects go by their ids. */
public interface WatchedNodes {
    /** How many bytes each has relayed since this process was started. */
    Map<String, Long> relayedBytes();

    /** How many relays each has now. */
    Map<String, Integer> relays();

    /** How often each refused a relay because there were too many, since this process was started. */
    Map<String, Long> refusedRelays();

    /** Whether a project relays; nothing if that was so already. */
    void allowRelaying(String projectId, boolean allowed);

    /** How many relays projects may have; those that they have stay. */
    void limitRelays(Map<String, Integer> most);
}
