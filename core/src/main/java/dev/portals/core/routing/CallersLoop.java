package dev.portals.core.routing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whichever loop of the node the caller is on; see {@link Node#callersLoop()}. */
record CallersLoop(Node node, List<EventLoop> loops) implements EventLoop {
    @Override
    public boolean inEventLoop() {
        return current() != null;
    }

    @Override
    public void execute(Runnable task) {
        here().execute(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return here().schedule(delay, task);
    }

    @Override
    public InstantSource clock() {
        return node.clock();
    }

    private EventLoop here() {
        EventLoop current = current();
        // Always the same one for those on none, so that what they send stays in order.
        return current == null ? loops.getFirst() : current;
    }

    private @Nullable EventLoop current() {
        for (EventLoop loop : loops) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return null;
    }
}
