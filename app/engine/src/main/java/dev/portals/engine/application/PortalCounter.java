package dev.portals.engine.application;

import dev.portals.core.identity.Identifier;
import dev.portals.transport.portal.PortalEnd;
import dev.portals.transport.portal.PortalInfo;
import dev.portals.transport.portal.PortalListener;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what goes through the connections of an outlet or inlet, and passes on what it hears. */
final class PortalCounter implements PortalListener {
    private final LongAdder connections = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final PortalListener next;

    PortalCounter(PortalListener next) {
        this.next = next;
    }

    /** The counts at one moment. */
    record Counts(int open, long connections, long in, long out) {}

    @Override
    public void opened(long portal, @Nullable Identifier peer) {
        connections.increment();
        next.opened(portal, peer);
    }

    @Override
    public void closed(long portal, PortalEnd end, long sent, long received) {
        out.add(sent);
        in.add(received);
        next.closed(portal, end, sent, received);
    }

    @Override
    public void refused(@Nullable Identifier peer, PortalEnd end) {
        next.refused(peer, end);
    }

    /** All that there was, with what those that are open have counted. */
    Counts counts(List<PortalInfo> open) {
        long nowIn = in.sum();
        long nowOut = out.sum();
        for (PortalInfo each : open) {
            nowIn += each.received();
            nowOut += each.sent();
        }
        return new Counts(open.size(), connections.sum(), nowIn, nowOut);
    }
}
