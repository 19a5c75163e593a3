package dev.portals.orchestrator.authority;

import dev.portals.core.identity.Identifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the wrong one-time codes of each caller, so that nobody tries many. Another identity begins anew, but costs a handshake
 * for each few tries. Thread-safe.
 */
final class WrongCodes {
    /** How many wrong ones a caller may present within {@link #WINDOW}. */
    static final int MOST = 10;
    /** From the first wrong one on. */
    static final Duration WINDOW = Duration.ofMinutes(10);
    /** The callers that are remembered, those of the longest ago forgotten first. */
    static final int CALLERS = 10_000;

    private final InstantSource clock;
    private final Map<Identifier, Tries> callers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Identifier, Tries> eldest) {
            return size() > CALLERS;
        }
    };

    private record Tries(int count, long until) {}

    WrongCodes(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this caller has presented so many that no other is looked at. */
    synchronized boolean areTooMany(Identifier caller) {
        return of(caller).count >= MOST;
    }

    synchronized void count(Identifier caller) {
        Tries before = of(caller);
        callers.put(caller, new Tries(before.count + 1, before.until));
    }

    private Tries of(Identifier caller) {
        long now = clock.instant().getEpochSecond();
        Tries tries = callers.get(caller);
        return tries == null || now >= tries.until ? new Tries(0, now + WINDOW.toSeconds()) : tries;
    }
}
