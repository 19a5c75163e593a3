package dev.portals.transport.portal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What went through the portals of one node since it began. Readable from any thread. */
public final class PortalStatistics {
    final AtomicLong ids = new AtomicLong();
    final LongAdder begun = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();

    PortalStatistics() {}

    /** Portal ends that there are now, open, on the way to it, or with a socket that still takes its last bytes. */
    public long current() {
        return begun.sum() - ended.sum();
    }

    /** Portals that came up. */
    public long opened() {
        return opened.sum();
    }

    /** Portals that came up and have ended. */
    public long closed() {
        return closed.sum();
    }

    /** Clients and Pings that no portal came of. */
    public long refused() {
        return refused.sum();
    }

    /** Bytes that went from sockets to other ends. */
    public long sent() {
        return sent.sum();
    }

    /** Bytes that came from other ends for sockets. */
    public long received() {
        return received.sum();
    }
}
