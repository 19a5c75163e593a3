package dev.portals.engine.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a portal.
 *
 * @param id unlike any other's of this run
 * @param identifier who is at the other end
 * @param email whose device that is; null if that isn't known
 * @param in bytes from the other end so far
 * @param out bytes to the other end so far
 */
public record OpenConnection(
        long id,
        Instant since,
        @Nullable String identifier,
        @Nullable String email,
        long in,
        long out) {}
