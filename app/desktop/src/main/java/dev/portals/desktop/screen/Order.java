package dev.portals.desktop.screen;

import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Traffic;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** In which order things are shown, everywhere: what is pinned first (spec 05 section 15.8). On the screen's thread. */
public final class Order {
    private final BiConsumer<Sort, Set<String>> keep;
    private final Set<String> pinned;
    private Sort sort;

    /** By what. */
    public enum Sort {
        /** As the application lists them: by name. */
        NAME,
        /** The newest first. */
        RECENT,
        /** What has most to do first. */
        ACTIVITY;

        /** Part of text keys and node ids. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * As it was left.
     *
     * @param pinned names of portals, and ids of what is reachable
     * @param keep is told every change
     */
    public Order(Sort sort, Set<String> pinned, BiConsumer<Sort, Set<String>> keep) {
        this.sort = sort;
        this.pinned = new TreeSet<>(pinned);
        this.keep = keep;
    }

    /** By name, with nothing pinned; nobody keeps it. */
    public static Order usual() {
        return new Order(Sort.NAME, Set.of(), (sort, pinned) -> {});
    }

    /** By what. */
    public Sort sort() {
        return sort;
    }

    /** From now on by that. */
    public void choose(Sort next) {
        sort = next;
        keep.accept(sort, Set.copyOf(pinned));
    }

    /** Whether it is first. */
    public boolean isPinned(String key) {
        return pinned.contains(key);
    }

    /** Shows it first, or no longer. */
    public void pin(String key, boolean first) {
        if (first ? pinned.add(key) : pinned.remove(key)) {
            keep.accept(sort, Set.copyOf(pinned));
        }
    }

    /** Of my portals. */
    public Comparator<Portal> portals() {
        Comparator<Portal> first = Comparator.comparing(each -> !isPinned(each.name()));
        return switch (sort) {
            case NAME -> first;
            case RECENT ->
                first.thenComparing(
                        each -> Objects.requireNonNullElse(each.createdAt(), Instant.EPOCH), Comparator.reverseOrder());
            case ACTIVITY -> first.thenComparing(Portal::traffic, BUSIEST);
        };
    }

    /** Of what others share. */
    public Comparator<Reachable> reachable() {
        Comparator<Reachable> first = Comparator.comparing(each -> !isPinned(each.id()));
        return switch (sort) {
            case NAME -> first;
            case RECENT -> first.thenComparing(Reachable::since, Comparator.reverseOrder());
            case ACTIVITY -> first.thenComparing(Reachable::traffic, BUSIEST);
        };
    }

    private static final Comparator<Traffic> BUSIEST = Comparator.comparingLong(
                    (Traffic each) -> each.rateIn() + each.rateOut())
            .thenComparingInt(Traffic::open)
            .thenComparingLong(each -> each.in() + each.out())
            .reversed();
}
