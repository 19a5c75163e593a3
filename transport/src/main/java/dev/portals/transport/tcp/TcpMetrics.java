package dev.portals.transport.tcp;

import java.util.concurrent.atomic.LongAdder;

/** What went through the connections of one transport since it began. Readable from any thread. */
public final class TcpMetrics {
    final LongAdder opened = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder messagesIn = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder messagesOut = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder dropped = new LongAdder();

    TcpMetrics() {}

    /** Connections that came up, in either direction. */
    public long opened() {
        return opened.sum();
    }

    /** Connections that are up. */
    public long open() {
        return opened.sum() - ended.sum();
    }

    /** Messages received, heartbeats not counted. */
    public long messagesIn() {
        return messagesIn.sum();
    }

    /** Bytes received. */
    public long bytesIn() {
        return bytesIn.sum();
    }

    /** Messages given to the sockets. */
    public long messagesOut() {
        return messagesOut.sum();
    }

    /** Bytes given to the sockets. */
    public long bytesOut() {
        return bytesOut.sum();
    }

    /** Messages that were not sent: too long, or control traffic for a peer that takes nothing. */
    public long dropped() {
        return dropped.sum();
    }
}
