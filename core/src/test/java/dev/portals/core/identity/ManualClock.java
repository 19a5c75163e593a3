package dev.portals.core.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    /** Stands at that second since the epoch. */
    public ManualClock(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The second since the epoch. */
    public long seconds() {
        return now.getEpochSecond();
    }

    /** Goes on, or back. */
    public void move(Duration by) {
        now = now.plus(by);
    }

    /** Stands at that second since the epoch. */
    public void set(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }
}
