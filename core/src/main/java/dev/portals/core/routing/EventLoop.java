package dev.portals.core.routing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * One thread that workers live on, with its clock: Netty's in production, a manual one in tests. Nothing that runs on it
 * may block.
 */
public interface EventLoop extends Executor {
    /** Whether the caller is running on this loop. */
    boolean inEventLoop();

    /** Runs the task on this loop after the delay. */
    Timer schedule(Duration delay, Runnable task);

    /** What time it is for everything on this loop. */
    InstantSource clock();

    /** A task that has been scheduled. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task if it hasn't begun; idempotent and callable from anywhere. */
        void cancel();
    }
}
