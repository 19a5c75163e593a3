package dev.portals.engine.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the network changed, and that the computer slept, on every system: it looks at the addresses of this computer
 * every few seconds, and compares the wall clock with one that stands still while the computer sleeps (spec 05 section
 * 15.4).
 */
final class NetworkWatch {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration JUMP = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);

    private final Supplier<Set<String>> addresses;
    private final Consumer<Event> told;
    private @Nullable Set<String> known;
    private @Nullable Instant lastWall;
    private long lastMonotonic;
    private @Nullable Instant looked;

    /** What has happened. */
    enum Event {
        /** This computer has other addresses than before, or none. */
        NETWORK_CHANGED,
        /** It slept, or its clock was set. */
        WOKE_UP
    }

    /**
     * @param addresses those of this computer at this moment that lead somewhere, not its loopback
     * @param told of what has happened, after it is known here
     */
    NetworkWatch(Supplier<Set<String>> addresses, Consumer<Event> told) {
        this.addresses = addresses;
        this.told = told;
    }

    /** Looks, if it is time. */
    void beat(Instant now, long monotonic) {
        boolean jumped = jumped(now, monotonic);
        lastWall = now;
        lastMonotonic = monotonic;
        Instant last = looked;
        if (jumped || last == null || !now.isBefore(last.plus(LOOK))) {
            looked = now;
            Set<String> found = addresses.get();
            Set<String> before = known;
            known = found;
            if (before != null && !before.equals(found)) {
                LOG.info("this computer's addresses have changed");
                told.accept(Event.NETWORK_CHANGED);
            }
        }
        if (jumped) {
            LOG.info("this computer slept, or its clock was set");
            told.accept(Event.WOKE_UP);
        }
    }

    private boolean jumped(Instant now, long monotonic) {
        Instant before = lastWall;
        if (before == null) {
            return false;
        }
        Duration wall = Duration.between(before, now);
        Duration really = Duration.ofNanos(monotonic - lastMonotonic);
        // Where the monotonic clock goes on in sleep, a beat comes much too late instead.
        return wall.minus(really).abs().compareTo(JUMP) > 0 || really.compareTo(JUMP) > 0;
    }

    /** Whether this computer has any address; true before the first look. */
    boolean isThere() {
        Set<String> current = known;
        return current == null || !current.isEmpty();
    }
}
