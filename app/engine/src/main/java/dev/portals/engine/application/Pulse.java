package dev.portals.engine.application;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done once a second: traffic is counted, services are looked at, the network is watched. Whoever has the time calls
 * it.
 */
final class Pulse {
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final TrafficBook traffic;
    private final NetworkWatch network;
    private final Runnable changed;
    private Instant looked = Instant.MIN;
    private boolean busy;

    Pulse(TrafficBook traffic, NetworkWatch network, Runnable changed) {
        this.traffic = traffic;
        this.network = network;
        this.changed = changed;
    }

    /** The name of a portal in the traffic book. */
    static String portal(String name) {
        return "portal/" + name;
    }

    /** The name of something reachable in the traffic book. */
    static String reachable(String id) {
        return "reachable/" + id;
    }

    /**
     * Does it.
     *
     * @param monotonic nanoseconds that go on while the wall clock is set, and stand still while the computer sleeps
     */
    void beat(Instant now, long monotonic, Saved saved, @Nullable Online online) {
        network.beat(now, monotonic);
        boolean wasBusy = busy;
        busy = false;
        Set<String> names = new HashSet<>();
        if (online != null) {
            online.link().network(network.isThere());
            saved.portals().forEach(portal -> {
                names.add(portal(portal.name()));
                online.sharing()
                        .find(portal.name())
                        .ifPresent(shared -> sample(portal(portal.name()), now, shared.counts()));
            });
            online.reachables().list().forEach(each -> {
                names.add(reachable(each.invitation()));
                sample(reachable(each.invitation()), now, each.counts());
            });
            online.sharing().probeIfDue(now);
            traffic.retain(names);
            traffic.writeIfDue(now);
        }
        boolean due = looked.equals(Instant.MIN)
                || Duration.between(looked, now).abs().compareTo(LOOK) >= 0;
        if (due) {
            looked = now;
            if (online != null) {
                online.reachables().retry();
            }
        }
        if (busy || wasBusy || due) {
            changed.run();
        }
    }

    private void sample(String name, Instant now, PortalCounter.Counts counts) {
        traffic.sample(name, now, counts);
        busy |= !traffic.traffic(name).seconds().isEmpty() || counts.open() > 0;
    }
}
