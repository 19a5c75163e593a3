package dev.portals.transport.portal;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Outflow;
import java.util.ArrayList;
import java.util.List;

/** A socket that isn't there yet: it takes nothing until it opens, once and for all. Thread-safe. */
final class Gate implements Outflow {
    private final List<Runnable> waiting = new ArrayList<>(0);
    private volatile boolean open;

    @Override
    public boolean isWritable() {
        return open;
    }

    @Override
    public void whenWritable(EventLoop loop, Runnable task) {
        synchronized (waiting) {
            if (!open) {
                waiting.add(() -> loop.execute(task));
                return;
            }
        }
        loop.execute(task);
    }

    void open() {
        List<Runnable> woken;
        synchronized (waiting) {
            open = true;
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(Runnable::run);
    }
}
