package dev.portals.transport.tcp;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Outflow;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * The way out through one channel. The channel's handler must report {@link #writabilityChanged()} and {@link #ended()}.
 * Thread-safe; a wake-up is never lost, because waiting and waking hold the same lock.
 */
public final class ChannelOutflow implements Outflow {
    private final Channel channel;
    private final List<Waiter> waiters = new ArrayList<>();
    private volatile boolean ended;

    private record Waiter(EventLoop loop, Runnable task) {
        void wake() {
            if (loop.inEventLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        }
    }

    /** For that channel. */
    public ChannelOutflow(Channel channel) {
        this.channel = channel;
    }

    @Override
    public boolean isWritable() {
        return ended || channel.isWritable();
    }

    @Override
    public void whenWritable(EventLoop loop, Runnable task) {
        Waiter waiter = new Waiter(loop, task);
        synchronized (waiters) {
            if (!isWritable()) {
                waiters.add(waiter);
                return;
            }
        }
        waiter.wake();
    }

    /** The channel became writable or stopped being so. */
    public void writabilityChanged() {
        if (isWritable()) {
            List<Waiter> woken;
            synchronized (waiters) {
                woken = List.copyOf(waiters);
                waiters.clear();
            }
            woken.forEach(Waiter::wake);
        }
    }

    /** The channel has ended: nobody waits for it any more. */
    public void ended() {
        ended = true;
        writabilityChanged();
    }
}
