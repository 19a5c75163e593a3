package dev.portals.bench.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long something took, many times. */
final class Times {
    private final List<Long> nanos = new ArrayList<>();
    private long bytes;
    private long failures;
    private String failure = "";

    synchronized void add(long time) {
        nanos.add(time);
    }

    synchronized void bytes(long length) {
        bytes = length;
    }

    synchronized void failed(Exception e) {
        failures++;
        failure = String.valueOf(e.getMessage());
    }

    private double at(double part) {
        return nanos.isEmpty() ? Double.NaN : nanos.get((int) (part * (nanos.size() - 1))) / 1e6;
    }

    @Override
    public synchronized String toString() {
        nanos.sort(null);
        return String.format(
                Locale.ROOT,
                "%8d %8.1f %8.1f %8.1f %10d %d %s",
                nanos.size(),
                at(0.5),
                at(0.99),
                at(1),
                bytes,
                failures,
                failure);
    }
}
