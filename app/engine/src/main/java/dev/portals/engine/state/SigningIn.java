package dev.portals.engine.state;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in.
 *
 * @param page what the person opens in a browser; null before it is known
 * @param code what is typed there; null if nothing is
 * @param email the address that is to be confirmed; null if none is
 * @param problem why it failed; null while it is under way
 */
public record SigningIn(
        Instant startedAt,
        @Nullable URI page,
        @Nullable String code,
        @Nullable String email,
        @Nullable Problem problem) {}
