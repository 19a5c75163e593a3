package dev.portals.engine.state;

import java.util.List;

/**
 * What goes through a portal, counted at its edge on this computer (spec 05 section 15.6). In is from the other computer to
 * this one.
 *
 * @param open connections at this moment
 * @param connections all since the application began
 * @param in bytes in all, over restarts
 * @param out bytes in all, over restarts
 * @param rateIn bytes in the last second
 * @param rateOut bytes in the last second
 * @param seconds the last 120, the newest last; empty if there was nothing in them
 * @param hours the last 24, the newest last and not over; empty if there was nothing in them
 * @param days the last 31, the newest last and not over; empty if there was nothing in them
 */
public record Traffic(
        int open,
        long connections,
        long in,
        long out,
        long rateIn,
        long rateOut,
        List<Amount> seconds,
        List<Amount> hours,
        List<Amount> days) {
    /** Nothing at all. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Traffic {
        seconds = List.copyOf(seconds);
        hours = List.copyOf(hours);
        days = List.copyOf(days);
    }

    /** Bytes in some time. */
    public record Amount(long in, long out) {
        /** No bytes. */
        public static final Amount ZERO = new Amount(0, 0);
    }
}
