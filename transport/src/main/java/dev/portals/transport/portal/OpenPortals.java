package dev.portals.transport.portal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The portals of one inlet or outlet: how many, which, and who hears of it. Thread-safe. */
final class OpenPortals {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPortals.class);

    private final String name;
    private final int max;
    private final PortalListener listener;
    private final PortalMetrics metrics;
    private final Map<Long, Portal> portals = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong nextId = new AtomicLong();

    OpenPortals(String name, int max, PortalListener listener, PortalMetrics metrics) {
        this.name = name;
        this.max = max;
        this.listener = listener;
        this.metrics = metrics;
    }

    /** Takes one of the places; false if all are taken. */
    boolean reserve() {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        metrics.begun.increment();
        return true;
    }

    long nextId() {
        return nextId.incrementAndGet();
    }

    void begun(Portal portal) {
        portals.put(portal.id(), portal);
    }

    void opened(Portal portal) {
        metrics.opened.increment();
        LOG.debug("{}: portal {} is open", name, portal.id());
        tell(() -> listener.opened(portal.info()));
    }

    void ended(Portal portal, PortalEnd end, String sentence) {
        if (portals.remove(portal.id()) != null) {
            count.decrementAndGet();
            metrics.ended.increment();
            LOG.debug("{}: portal {} ended, {}: {}", name, portal.id(), end, sentence);
            tell(() -> listener.closed(portal.info(), end, sentence));
        }
    }

    void refused(String sentence) {
        metrics.refused.increment();
        LOG.debug("{}: {}", name, sentence);
        tell(() -> listener.refused(sentence));
    }

    int max() {
        return max;
    }

    PortalMetrics metrics() {
        return metrics;
    }

    List<PortalInfo> list() {
        return portals.values().stream().map(Portal::info).toList();
    }

    /** Ends them all. */
    void stopAll(String sentence) {
        portals.values().forEach(portal -> portal.stop(sentence));
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: a listener failed", name, e);
        }
    }
}
