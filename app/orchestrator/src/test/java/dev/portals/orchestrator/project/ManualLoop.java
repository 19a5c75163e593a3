package dev.portals.orchestrator.project;

import dev.portals.core.routing.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A loop that runs on the test's own thread and only when told to: {@link #run()} runs what is due now, {@link #advance}
 * moves the clock. The test's thread counts as the loop.
 */
final class ManualLoop implements EventLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers =
            new PriorityQueue<>(Comparator.comparing(Timed::due).thenComparing(Timed::number));
    private Instant now;
    private long numbers;

    private record Timed(Instant due, long number, Runnable task) {}

    /** A loop whose clock stands at that second of the epoch. */
    public ManualLoop(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    @Override
    public boolean inEventLoop() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Timed timed = new Timed(now.plus(delay), numbers++, task);
        timers.add(timed);
        return () -> timers.remove(timed);
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    /** Runs everything that is due, and what that causes, until nothing is left to do now. */
    public void run() {
        while (true) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
                continue;
            }
            Timed timed = timers.peek();
            if (timed == null || timed.due.isAfter(now)) {
                return;
            }
            timers.remove(timed);
            timed.task.run();
        }
    }

    /** Moves the clock, stopping at every timer on the way. */
    public void advance(Duration time) {
        Instant until = now.plus(time);
        run();
        while (!timers.isEmpty() && !timers.peek().due.isAfter(until)) {
            now = timers.peek().due;
            run();
        }
        now = until;
        run();
    }
}
