package dev.portals.desktop.list;

import dev.portals.desktop.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Optional;

/** Moments in words: the time today, the day otherwise. */
public final class Times {
    private final Texts texts;
    private final InstantSource clock;
    private final ZoneId zone;

    /** By that clock, in that zone. */
    public Times(Texts texts, InstantSource clock, ZoneId zone) {
        this.texts = texts;
        this.clock = clock;
        this.zone = zone;
    }

    /** “14:02” today, a date otherwise. */
    public String at(Instant moment) {
        ZonedDateTime then = moment.atZone(zone);
        boolean today = then.toLocalDate().equals(clock.instant().atZone(zone).toLocalDate());
        return (today
                        ? DateTimeFormatter.ofPattern("HH:mm", texts.locale())
                        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(texts.locale()))
                .format(then);
    }

    /** “14:02”, whichever day it was. */
    public String clock(Instant moment) {
        return DateTimeFormatter.ofPattern("HH:mm", texts.locale()).format(moment.atZone(zone));
    }

    /** The day and the time. */
    public String full(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(texts.locale())
                .format(moment.atZone(zone));
    }

    /** “Today”, “Yesterday”, or the date in full. */
    public String dayOf(Instant moment) {
        LocalDate then = moment.atZone(zone).toLocalDate();
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        if (then.equals(today)) {
            return texts.get("time.today");
        }
        return then.equals(today.minusDays(1))
                ? texts.get("time.yesterday")
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(texts.locale())
                        .format(then);
    }

    /** “since 14:02”. */
    public String since(Instant moment) {
        return texts.get("time.since", at(moment));
    }

    /** “expires in 12 days”, or nothing if the controller's time can't be read. */
    public String expires(String moment) {
        return instant(moment)
                .map(end -> {
                    Duration left = Duration.between(clock.instant(), end);
                    if (left.isNegative() || left.isZero()) {
                        return texts.get("time.expired");
                    }
                    return left.toHours() < 24
                            ? texts.count("time.expires_hours", Math.max(1, left.toHours()))
                            // An invitation for 14 days says so when it was just made.
                            : texts.count(
                                    "time.expires_days", left.plusHours(12).toDays());
                })
                .orElse("");
    }

    /** The day of a moment that the controller tells, or as it is. */
    public String day(String moment) {
        return instant(moment)
                .map(end -> DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(texts.locale())
                        .format(end.atZone(zone)))
                .orElse(moment);
    }

    private static Optional<Instant> instant(String moment) {
        try {
            return Optional.of(ZonedDateTime.parse(moment).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
