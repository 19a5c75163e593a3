package dev.portals.orchestrator.account;

import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** Counts tries, so that nobody has too many. */
final class Attempts {
    private final InstantSource clock;

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * So many tries in a time.
     *
     * @param most how many are allowed
     * @param window in which time, from the first one
     */
    record Limit(int most, Duration window) {}

    /** Counts one try; false if there were too many. */
    boolean count(Handle handle, String subject, Limit limit) {
        long now = clock.instant().getEpochSecond();
        handle.createUpdate("INSERT INTO attempts (subject, count, until) VALUES (:subject, 1, :until)"
                        + " ON CONFLICT (subject) DO UPDATE SET"
                        + " count = CASE WHEN attempts.until <= :now THEN 1 ELSE attempts.count + 1 END,"
                        + " until = CASE WHEN attempts.until <= :now THEN :until ELSE attempts.until END")
                .bind("subject", subject)
                .bind("now", now)
                .bind("until", now + limit.window.toSeconds())
                .execute();
        return sum(handle, subject) <= limit.most;
    }

    /** Whether another try would be allowed; counts nothing. */
    boolean allows(Handle handle, String subject, Limit limit) {
        return sum(handle, subject) < limit.most;
    }

    private long sum(Handle handle, String subject) {
        return handle.createQuery("SELECT count FROM attempts WHERE subject = :subject AND until > :now")
                .bind("subject", subject)
                .bind("now", clock.instant().getEpochSecond())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }
}
