package dev.portals.core.credential;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something at a time of the wall clock. */
public interface Alarm {
    /** Runs the task once, at that time or as soon as possible after it. */
    Ringing at(Instant when, Runnable task);

    /** An alarm that is set. */
    interface Ringing {
        /** The task isn't run any more, unless it is running already. */
        void cancel();
    }

    /**
     * An alarm that looks at the clock at least every 30 seconds, so that it neither misses nor delays anything when the
     * machine sleeps or its clock is set.
     *
     * @param executor only ever runs the tasks, which mustn't keep it for long
     */
    static Alarm of(ScheduledExecutorService executor, InstantSource clock) {
        return new WallClockAlarm(
                (delay, task) -> {
                    var future = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
                    return () -> future.cancel(false);
                },
                clock);
    }
}
