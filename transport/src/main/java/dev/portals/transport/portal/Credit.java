package dev.portals.transport.portal;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Outflow;
import org.jspecify.annotations.Nullable;

/**
 * How many more bytes the other end takes from this portal. When it is used up the portal stops reading its socket, and
 * only this portal does. Unlimited towards an end that doesn't grant any. On the portal's loop only.
 */
final class Credit implements Outflow {
    private long left = Long.MAX_VALUE;
    private boolean limited;
    private @Nullable Runnable waiting;

    /** The other end grants so many bytes more. */
    void grant(long bytes) {
        if (!limited) {
            limited = true;
            left = 0;
        }
        // A hostile grant must not overflow into a negative one.
        left = Math.min(left + Math.min(bytes, Integer.MAX_VALUE), Long.MAX_VALUE / 2);
        Runnable task = waiting;
        if (task != null && isWritable()) {
            waiting = null;
            task.run();
        }
    }

    void use(int bytes) {
        if (limited) {
            left -= bytes;
        }
    }

    /** Whether the other end grants credit, which makes it one of ours. */
    boolean isLimited() {
        return limited;
    }

    @Override
    public boolean isWritable() {
        return left > 0;
    }

    @Override
    public void whenWritable(EventLoop loop, Runnable task) {
        if (isWritable()) {
            task.run();
        } else {
            waiting = task;
        }
    }
}
