package dev.portals.orchestrator.project;

/**
 * How much a project node is used.
 *
 * @param connections of its clients
 * @param channels that are up
 * @param relayedMessages between clients since it was started, in both directions
 * @param relayedBytes of these messages' payloads
 */
public record ProjectTraffic(int connections, int channels, long relayedMessages, long relayedBytes) {}
