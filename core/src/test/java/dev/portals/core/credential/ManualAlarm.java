package dev.portals.core.credential;

import dev.portals.core.identity.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rings when its clock is moved. */
final class ManualAlarm implements Alarm {
    private record Entry(Instant when, Runnable task) {}

    private final ManualClock clock;
    private final List<Entry> entries = new ArrayList<>();

    ManualAlarm(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Ringing at(Instant when, Runnable task) {
        Entry entry = new Entry(when, task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** How long it is until the only alarm that is set. */
    Duration next() {
        if (entries.size() != 1) {
            throw new AssertionError(entries.size() + " alarms are set");
        }
        return Duration.between(clock.instant(), entries.getFirst().when());
    }

    boolean isSet() {
        return !entries.isEmpty();
    }

    void move(Duration by) {
        clock.move(by);
        List<Entry> due = entries.stream()
                .filter(entry -> !entry.when().isAfter(clock.instant()))
                .sorted(Comparator.comparing(Entry::when))
                .toList();
        entries.removeAll(due);
        due.forEach(entry -> entry.task().run());
    }
}
