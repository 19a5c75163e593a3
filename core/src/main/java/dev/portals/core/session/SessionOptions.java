package dev.portals.core.session;

import java.time.Duration;

/**
 * The pace of a session.
 *
 * @param pingInterval from one answered ping to the next
 * @param patience how long a ping may go unanswered before the next one is sent
 * @param lostPings so many unanswered ones in a row mean that the connection is dead
 * @param creationTimeout of one try
 * @param firstDelay after the first failed try; doubled after each further one
 * @param maxDelay the longest delay
 */
public record SessionOptions(
        Duration pingInterval,
        Duration patience,
        int lostPings,
        Duration creationTimeout,
        Duration firstDelay,
        Duration maxDelay) {
    /**
     * Ours: silence is noticed 10 s after the last sign of life at the latest, and a node that comes back is found within
     * 2 s of delay and one try.
     */
    public static final SessionOptions DEFAULT = new SessionOptions(
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            3,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(2));

    /** As Ockam's own nodes do (spec 03 section 1.15). */
    public static final SessionOptions OCKAM = new SessionOptions(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    /** Checks that there are no nonsensical values. */
    public SessionOptions {
        if (pingInterval.compareTo(patience) < 0
                || !patience.isPositive()
                || lostPings < 1
                || !creationTimeout.isPositive()
                || !firstDelay.isPositive()
                || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("a session needs positive times, no interval below its patience");
        }
    }
}
