package dev.portals.transport.tcp;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Outflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds what one connection may have in the queues of other loops. After every mebibyte a mark follows the messages
 * through each of those queues and back; until it has returned, at most another mebibyte is read. On its home loop only.
 *
 * <p>Without it a loop that only reads would fill the queue of a busier one, whose sockets are writable all the while.
 */
final class LoopWindow implements Outflow {
    private final NettyLoop home;
    private final List<NettyLoop> others;
    private final List<Runnable> waiting = new ArrayList<>();
    private long read;
    private int marks;

    LoopWindow(NettyLoop home, List<NettyLoop> all) {
        this.home = home;
        this.others = all.stream().filter(loop -> loop != home).toList();
    }

    /** So many bytes more have been read and handed on. */
    void handedOn(int bytes) {
        read += bytes;
        if (read >= Limits.LOOP_WINDOW && marks == 0 && !others.isEmpty()) {
            mark();
        }
    }

    private void mark() {
        read = 0;
        marks = others.size();
        for (NettyLoop other : others) {
            other.execute(() -> home.execute(this::returned));
        }
    }

    private void returned() {
        if (--marks > 0) {
            return;
        }
        if (read >= Limits.LOOP_WINDOW) {
            mark();
        }
        List<Runnable> woken = List.copyOf(waiting);
        waiting.clear();
        woken.forEach(Runnable::run);
    }

    @Override
    public boolean isWritable() {
        return marks == 0 || read < Limits.LOOP_WINDOW;
    }

    @Override
    public void whenWritable(EventLoop loop, Runnable task) {
        if (isWritable()) {
            task.run();
        } else {
            waiting.add(task);
        }
    }
}
