package dev.portals.core.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Waits in short spans and looks at the clock after each: running time stands still while the machine sleeps. */
final class WallClockAlarm implements Alarm {
    /** Runs something once, after a span of running time. */
    interface Delay {
        Ringing after(Duration delay, Runnable task);
    }

    static final Duration LONGEST_SPAN = Duration.ofSeconds(30);

    private final Delay delay;
    private final InstantSource clock;

    WallClockAlarm(Delay delay, InstantSource clock) {
        this.delay = delay;
        this.clock = clock;
    }

    @Override
    public Ringing at(Instant when, Runnable task) {
        Waiting waiting = new Waiting(when, task);
        waiting.next();
        return waiting;
    }

    private final class Waiting implements Ringing {
        private final Instant when;
        private final Runnable task;
        private @Nullable Ringing span;
        private boolean cancelled;

        Waiting(Instant when, Runnable task) {
            this.when = when;
            this.task = task;
        }

        private synchronized void next() {
            if (!cancelled) {
                Duration left = Duration.between(clock.instant(), when);
                Duration wait = left.compareTo(LONGEST_SPAN) < 0 ? left : LONGEST_SPAN;
                span = delay.after(wait.isNegative() ? Duration.ZERO : wait, this::elapsed);
            }
        }

        private void elapsed() {
            if (clock.instant().isBefore(when)) {
                next();
                return;
            }
            synchronized (this) {
                if (cancelled) {
                    return;
                }
            }
            task.run();
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            if (span != null) {
                span.cancel();
            }
        }
    }
}
