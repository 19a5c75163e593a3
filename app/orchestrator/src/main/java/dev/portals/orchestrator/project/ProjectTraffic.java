package dev.portals.orchestrator.project;

/**
 * How much a project node is used.
 *
 * @param connections of its clients
 * @param channels that are up
 * @param handshakes that have ended with a channel since it was started, with the project or its authority
 * @param failedHandshakes that have ended without one
 * @param relays that are up
 * @param relayedMessages between clients since it was started, in both directions
 * @param relayedBytes of these messages' payloads
 */
public record ProjectTraffic(
        int connections,
        int channels,
        long handshakes,
        long failedHandshakes,
        int relays,
        long relayedMessages,
        long relayedBytes) {
    /** Nothing. */
    static final ProjectTraffic NONE = new ProjectTraffic(0, 0, 0, 0, 0, 0, 0);

    /** That of two projects together. */
    ProjectTraffic plus(ProjectTraffic other) {
        return new ProjectTraffic(
                connections + other.connections,
                channels + other.channels,
                handshakes + other.handshakes,
                failedHandshakes + other.failedHandshakes,
                relays + other.relays,
                relayedMessages + other.relayedMessages,
                relayedBytes + other.relayedBytes);
    }

    /** What stays of it when the project has ended: what only grows. */
    ProjectTraffic ended() {
        return new ProjectTraffic(0, 0, handshakes, failedHandshakes, 0, relayedMessages, relayedBytes);
    }
}
