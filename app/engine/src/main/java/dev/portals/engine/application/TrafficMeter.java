package dev.portals.engine.application;

import dev.portals.engine.state.Traffic;
import dev.portals.engine.state.Traffic.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traffic of one portal: rates and a history in seconds, hours and days (spec 05 section 15.6). It is shown the counts
 * once a second. Thread-safe.
 */
final class TrafficMeter {
    static final int SECONDS = 120;
    static final int HOURS = 24;
    static final int DAYS = 31;

    private final ZoneId zone;
    private final Amount[] seconds = new Amount[SECONDS];
    private final SortedMap<Long, Amount> hours;
    private final SortedMap<Long, Amount> days;
    private long totalIn;
    private long totalOut;
    private long lastIn;
    private long lastOut;
    private long second = Long.MIN_VALUE;
    private int open;
    private long connections;

    /** What outlives a run; hours and days are counted from 1970. */
    record Kept(long in, long out, SortedMap<Long, Amount> hours, SortedMap<Long, Amount> days) {
        static final Kept NOTHING = new Kept(0, 0, new TreeMap<>(), new TreeMap<>());
    }

    TrafficMeter(Kept before, ZoneId zone) {
        this.zone = zone;
        this.totalIn = before.in;
        this.totalOut = before.out;
        this.hours = new TreeMap<>(before.hours);
        this.days = new TreeMap<>(before.days);
        java.util.Arrays.fill(seconds, Amount.ZERO);
    }

    /** Takes the counts of this run at that moment. A count that has become smaller is taken for a delay. */
    synchronized void sample(Instant now, PortalCounter.Counts counts) {
        forward(now.getEpochSecond());
        Amount more = new Amount(Math.max(0, counts.in() - lastIn), Math.max(0, counts.out() - lastOut));
        lastIn = Math.max(lastIn, counts.in());
        lastOut = Math.max(lastOut, counts.out());
        open = counts.open();
        connections = counts.connections();
        if (more.equals(Amount.ZERO)) {
            return;
        }
        totalIn += more.in();
        totalOut += more.out();
        seconds[place(second)] = sum(seconds[place(second)], more);
        hours.merge(hour(), more, TrafficMeter::sum);
        days.merge(day(), more, TrafficMeter::sum);
    }

    private void forward(long now) {
        if (second == Long.MIN_VALUE || now < second) {
            second = now;
        }
        for (long skipped = Math.max(second + 1, now - SECONDS + 1); skipped <= now; skipped++) {
            seconds[place(skipped)] = Amount.ZERO;
        }
        second = now;
        hours.headMap(hour() - HOURS + 1).clear();
        days.headMap(day() - DAYS + 1).clear();
    }

    private static int place(long second) {
        return Math.floorMod(second, SECONDS);
    }

    private long hour() {
        return Math.floorDiv(second, 3_600);
    }

    private long day() {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone).toEpochDay();
    }

    private static Amount sum(Amount one, Amount other) {
        return new Amount(one.in() + other.in(), one.out() + other.out());
    }

    synchronized Traffic traffic() {
        if (second == Long.MIN_VALUE) {
            return new Traffic(0, 0, totalIn, totalOut, 0, 0, List.of(), List.of(), List.of());
        }
        List<Amount> recent = new ArrayList<>();
        for (long each = second - SECONDS + 1; each <= second; each++) {
            recent.add(seconds[place(each)]);
        }
        boolean quiet = recent.stream().allMatch(Amount.ZERO::equals);
        Amount rate = recent.getLast();
        return new Traffic(
                open,
                connections,
                totalIn,
                totalOut,
                rate.in(),
                rate.out(),
                quiet ? List.of() : recent,
                history(hours, hour(), HOURS),
                history(days, day(), DAYS));
    }

    private static List<Amount> history(SortedMap<Long, Amount> buckets, long last, int length) {
        if (buckets.isEmpty()) {
            return List.of();
        }
        List<Amount> all = new ArrayList<>();
        for (long each = last - length + 1; each <= last; each++) {
            all.add(buckets.getOrDefault(each, Amount.ZERO));
        }
        return all;
    }

    synchronized Kept kept() {
        return new Kept(totalIn, totalOut, new TreeMap<>(hours), new TreeMap<>(days));
    }

    /** The sum of several. */
    static Traffic sum(List<Traffic> all) {
        int open = 0;
        long connections = 0;
        long in = 0;
        long out = 0;
        long rateIn = 0;
        long rateOut = 0;
        for (Traffic each : all) {
            open += each.open();
            connections += each.connections();
            in += each.in();
            out += each.out();
            rateIn += each.rateIn();
            rateOut += each.rateOut();
        }
        return new Traffic(
                open,
                connections,
                in,
                out,
                rateIn,
                rateOut,
                sumOfLists(all.stream().map(Traffic::seconds).toList()),
                sumOfLists(all.stream().map(Traffic::hours).toList()),
                sumOfLists(all.stream().map(Traffic::days).toList()));
    }

    private static List<Amount> sumOfLists(List<List<Amount>> lists) {
        List<Amount> sum = List.of();
        for (List<Amount> list : lists) {
            if (sum.isEmpty()) {
                sum = list;
            } else if (!list.isEmpty()) {
                List<Amount> next = new ArrayList<>();
                for (int i = 0; i < Math.min(sum.size(), list.size()); i++) {
                    next.add(sum(sum.get(i), list.get(i)));
                }
                sum = next;
            }
        }
        return sum;
    }
}
