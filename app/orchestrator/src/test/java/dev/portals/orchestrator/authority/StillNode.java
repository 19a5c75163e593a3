package dev.portals.orchestrator.authority;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Node;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A loop on the test's own thread whose clock only the test moves, and a node on it. */
final class StillNode implements EventLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant now;

    StillNode(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    Node node() {
        return new Node(List.of(this), this, new SecureRandom());
    }

    void at(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
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
        return () -> {};
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }
}
