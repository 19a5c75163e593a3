package dev.portals.transport.portal;

import java.util.concurrent.atomic.LongAdder;

/** What went through the portals of one node since it began. Readable from any thread. */
public final class PortalMetrics {
    final LongAdder begun = new LongAdder();
    final LongAdder opened = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder fromSockets = new LongAdder();
    final LongAdder toSockets = new LongAdder();

    PortalMetrics() {}

    /** Portal ends that there are now, connected or not yet. */
    public long current() {
        return begun.sum() - ended.sum();
    }

    /** Portal ends that were connected. */
    public long opened() {
        return opened.sum();
    }

    /** Portal ends that ended, connected or not. */
    public long ended() {
        return ended.sum();
    }

    /** Clients and Pings that were turned away. */
    public long refused() {
        return refused.sum();
    }

    /** Bytes taken from clients and services. */
    public long fromSockets() {
        return fromSockets.sum();
    }

    /** Bytes given to clients and services. */
    public long toSockets() {
        return toSockets.sum();
    }
}
