package dev.portals.orchestrator.site;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them: relative up to a day, else the date. */
public final class Times {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    /** Since a time. */
    public static String ago(Instant then, Instant now) {
        Duration since = Duration.between(then, now);
        if (since.toMinutes() < 1) {
            return "just now";
        }
        if (since.toHours() < 1) {
            return since.toMinutes() + " min ago";
        }
        return since.toDays() < 1 ? since.toHours() + " h ago" : "on " + DATE.format(then);
    }

    /** Up to a time, which may be past. */
    public static String until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        // What was made for 14 days a moment ago says so.
        long days = left.plusHours(12).toDays();
        if (days >= 2) {
            return "in " + days + " days";
        }
        return left.isPositive() ? "in " + Math.max(1, left.toHours()) + " h" : "on " + DATE.format(then);
    }
}
