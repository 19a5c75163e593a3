package dev.portals.transport.portal;

import dev.portals.core.identity.Identifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The portals of one inlet or outlet: how many, which, and who hears of it. Thread-safe. */
final class OpenPortals {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPortals.class);

    private final String name;
    private final int max;
    private final PortalListener listener;
    private final PortalStatistics statistics;
    private final Map<Long, Portal> portals = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    OpenPortals(String name, int max, PortalListener listener, PortalStatistics statistics) {
        this.name = name;
        this.max = max;
        this.listener = listener;
        this.statistics = statistics;
    }

    /** Takes one of the places; false if all are taken. */
    boolean reserve() {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        statistics.begun.increment();
        return true;
    }

    long nextId() {
        return statistics.ids.incrementAndGet();
    }

    /** A portal has taken its place. */
    void begun(Portal portal) {
        portals.put(portal.id(), portal);
    }

    void opened(PortalInfo portal) {
        statistics.opened.increment();
        LOG.debug("{}: portal {} is open", name, portal.id());
        tell(() -> listener.opened(portal.id(), portal.peer()));
    }

    /** A portal is over, and so is its socket. One that never had a place is only told about. */
    void ended(Portal portal, PortalEnd end) {
        PortalInfo info = portal.info();
        if (portals.remove(portal.id()) != null) {
            count.decrementAndGet();
            statistics.ended.increment();
        }
        if (!portal.isOpen()) {
            refused(info.peer(), end);
            return;
        }
        statistics.closed.increment();
        LOG.debug("{}: portal {} ended, {}: {}", name, info.id(), end.reason(), end.sentence());
        tell(() -> listener.closed(info.id(), end, info.sent(), info.received()));
    }

    void refused(@Nullable Identifier peer, PortalEnd end) {
        statistics.refused.increment();
        LOG.debug("{}: no portal, {}: {}", name, end.reason(), end.sentence());
        tell(() -> listener.refused(peer, end));
    }

    int count() {
        return portals.size();
    }

    PortalStatistics statistics() {
        return statistics;
    }

    List<PortalInfo> list() {
        return portals.values().stream().map(Portal::info).toList();
    }

    /** Ends those that fit. */
    void stop(Predicate<PortalInfo> which, String sentence) {
        portals.values().forEach(portal -> {
            if (which.test(portal.info())) {
                portal.stop(sentence);
            }
        });
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: a listener failed", name, e);
        }
    }
}
