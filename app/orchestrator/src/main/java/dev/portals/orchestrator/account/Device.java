package dev.portals.orchestrator.account;

import dev.portals.core.identity.Identifier;
import java.time.Instant;

/**
 * An identity that acts for a user: usually one computer.
 *
 * @param seenAt when it last asked for something, to about an hour
 */
public record Device(Identifier identifier, Instant boundAt, Instant seenAt) {}
