package dev.portals.core.credential;

import java.time.Duration;
import java.time.Instant;

/**
 * When a credential is fetched anew (spec 02 section 4.6).
 *
 * @param leastRetry the least time between a failure and the next try
 * @param ahead how long before a credential becomes unusable the next is fetched
 * @param clockSkew how long before its end a credential is no longer used, because the peer's clock may be ahead
 */
public record RefreshTimes(Duration leastRetry, Duration ahead, Duration clockSkew) {
    /** 10 seconds, 60 seconds, 60 seconds. */
    public static final RefreshTimes DEFAULT =
            new RefreshTimes(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** Whether a credential with that end may still be used. */
    boolean isUsable(Instant expiry, Instant now) {
        return expiry.isAfter(now.plus(clockSkew));
    }

    /** How long to wait until the next fetch; zero if it is due. */
    Duration delay(Instant expiry, Instant now) {
        Duration left = Duration.between(now, expiry.minus(clockSkew).minus(ahead));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How long to wait after a failed fetch. */
    Duration retryDelay(Instant expiry, Instant now) {
        Duration delay = delay(expiry, now);
        return delay.compareTo(leastRetry) < 0 ? leastRetry : delay;
    }
}
