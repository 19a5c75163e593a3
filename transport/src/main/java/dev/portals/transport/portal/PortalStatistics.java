package dev.portals.transport.portal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What has gone through the portals of one node. */
public final class PortalStatistics {
    final AtomicLong numbers = new AtomicLong();
    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();

    /** Portals that came up. */
    public long opened() {
        return opened.sum();
    }

    /** Portals that came up and have ended. */
    public long closed() {
        return closed.sum();
    }

    /** Bytes sent to other sides. */
    public long sent() {
        return sent.sum();
    }

    /** Bytes received from other sides. */
    public long received() {
        return received.sum();
    }
}
