package dev.portals.orchestrator.project;

import dev.portals.core.relay.RelayInfo;

/**
 * One relay of a project.
 *
 * @param info its name, owner and times
 * @param bytes to and from its owner by way of the channel that it was registered through last; relays of one channel
 *     share them
 */
public record ProjectRelay(RelayInfo info, long bytes) {}
