package dev.portals.core.relay;

/**
 * What a relay service has done since it was started.
 *
 * @param registered new names
 * @param replaced names that got another route
 * @param refused registrations that were dropped, for whatever reason
 * @param full of these, because there were too many
 * @param removed relays that ended with their connection, their right or the service
 * @param messages forwarded
 * @param bytes forwarded, payloads only
 */
public record RelayStatistics(
        long registered, long replaced, long refused, long full, long removed, long messages, long bytes) {}
