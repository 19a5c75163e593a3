package dev.portals.desktop.traffic;

import dev.portals.desktop.list.Bytes;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.look.StackedChart;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.traffic.TrafficModel.Card;
import dev.portals.desktop.traffic.TrafficModel.Connection;
import dev.portals.desktop.traffic.TrafficModel.Range;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.OpenConnection;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Traffic;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums, series and connections of a snapshot. */
final class TrafficController {
    private static final int NAMED = 3;
    private static final int LABELS = 5;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private final Desk desk;
    private final ZoneId zone;
    private final Times times;
    private final Consumer<TrafficModel> view;
    private @Nullable ApplicationState state;
    private Range range = Range.RECENT;

    TrafficController(Desk desk, ZoneId zone, Consumer<TrafficModel> view) {
        this.desk = desk;
        this.zone = zone;
        this.times = new Times(desk.texts(), desk.clock(), zone);
        this.view = view;
    }

    void show(ApplicationState next) {
        state = next;
        render();
    }

    void choose(Range next) {
        range = next;
        render();
    }

    private void render() {
        ApplicationState now = state;
        if (now == null) {
            return;
        }
        List<StackedChart.Series> series = series(now);
        double most = IntStream.range(0, points())
                .mapToDouble(i -> series.stream()
                        .mapToDouble(each -> each.values().get(i))
                        .sum())
                .max()
                .orElse(0);
        int unit = unit(most);
        double scale = Math.pow(1000, unit);
        double step = step(most / scale);
        double top = step * Math.max(1, Math.ceil(most / scale / step - 1e-9));
        List<String> marks = new ArrayList<>();
        for (double mark = 0; mark <= top + step / 2; mark += step) {
            marks.add(number(mark, step));
        }
        view.accept(new TrafficModel(
                range,
                cards(now.traffic()),
                text("heading"),
                desk.texts().get("traffic.unit." + key(), UNITS[unit]),
                new StackedChart.Picture(series, top * scale, marks, labels()),
                summary(series),
                connections(now)));
    }

    private String key() {
        return range.name().toLowerCase(Locale.ROOT);
    }

    private String text(String what) {
        return desk.texts().get("traffic." + what + "." + key());
    }

    private int points() {
        return switch (range) {
            case RECENT -> 120;
            case DAY -> 24;
            case MONTH -> 31;
        };
    }

    private List<Traffic.Amount> amounts(Traffic traffic) {
        return switch (range) {
            case RECENT -> traffic.seconds();
            case DAY -> traffic.hours();
            case MONTH -> traffic.days();
        };
    }

    /** The busiest ones by name, all others as one. */
    private List<StackedChart.Series> series(ApplicationState now) {
        List<StackedChart.Series> all = Stream.concat(
                        now.portals().stream().map(each -> series(each.title(), each.traffic())),
                        now.reachable().stream().map(each -> series(each.name(), each.traffic())))
                .filter(each -> each.sum() > 0)
                .sorted(Comparator.comparingDouble(StackedChart.Series::sum).reversed())
                .toList();
        if (all.size() <= NAMED + 1) {
            return all;
        }
        List<StackedChart.Series> named = new ArrayList<>(all.subList(0, NAMED));
        List<StackedChart.Series> others = all.subList(NAMED, all.size());
        named.add(new StackedChart.Series(
                desk.texts().get("traffic.others"),
                IntStream.range(0, points())
                        .mapToObj(i -> others.stream()
                                .mapToDouble(each -> each.values().get(i))
                                .sum())
                        .toList()));
        return named;
    }

    private StackedChart.Series series(String name, Traffic traffic) {
        List<Traffic.Amount> amounts = amounts(traffic);
        int missing = points() - amounts.size();
        return new StackedChart.Series(
                name,
                IntStream.range(0, points())
                        .mapToObj(i -> i < missing
                                ? 0.0
                                : (double) amounts.get(i - missing).in()
                                        + amounts.get(i - missing).out())
                        .toList());
    }

    private static int unit(double most) {
        int unit = 0;
        double value = most;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit;
    }

    /** So that three or four marks do, and all of them are round. */
    private static double step(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        return Stream.of(0.2, 0.5, 1.0, 2.0, 5.0)
                .map(each -> each * power)
                .filter(each -> most / each <= 4)
                .findFirst()
                .orElse(power * 10);
    }

    private String number(double mark, double step) {
        return String.format(desk.texts().locale(), step < 1 ? "%.1f" : "%.0f", mark);
    }

    private List<String> labels() {
        ZonedDateTime now = desk.clock().instant().atZone(zone);
        DateTimeFormatter format = DateTimeFormatter.ofPattern(
                switch (range) {
                    case RECENT -> "HH:mm:ss";
                    case DAY -> "HH:mm";
                    case MONTH -> "d MMM";
                },
                desk.texts().locale());
        int last = points() - 1;
        return IntStream.range(0, LABELS)
                .map(each -> last - Math.round((float) each * last / (LABELS - 1)))
                .mapToObj(back -> switch (range) {
                    case RECENT -> now.minusSeconds(back);
                    case DAY -> now.truncatedTo(ChronoUnit.HOURS).minusHours(back);
                    case MONTH -> now.minusDays(back);
                })
                .map(format::format)
                .toList();
    }

    private List<Card> cards(Traffic all) {
        Traffic.Amount month = sum(all.days());
        Traffic.Amount today =
                all.days().isEmpty() ? Traffic.Amount.ZERO : all.days().getLast();
        return List.of(
                new Card(
                        desk.texts().get("traffic.now"),
                        both(all.rateIn(), all.rateOut(), "/s"),
                        desk.texts().count("traffic.open", all.open())),
                new Card(
                        desk.texts().get("traffic.today"),
                        both(today.in(), today.out(), ""),
                        desk.texts().count("traffic.since_start", all.connections())),
                new Card(
                        desk.texts().get("traffic.month"),
                        both(month.in(), month.out(), ""),
                        desk.texts().get("traffic.in_all", amount(all.in() + all.out()))));
    }

    private static Traffic.Amount sum(List<Traffic.Amount> amounts) {
        return new Traffic.Amount(
                amounts.stream().mapToLong(Traffic.Amount::in).sum(),
                amounts.stream().mapToLong(Traffic.Amount::out).sum());
    }

    private List<String> both(long in, long out, String each) {
        return List.of("↓ " + amount(in) + each, "↑ " + amount(out) + each);
    }

    private String amount(long bytes) {
        return Bytes.amount(bytes, desk.texts().locale());
    }

    private String summary(List<StackedChart.Series> series) {
        return series.isEmpty()
                ? text("heading") + ": " + desk.texts().get("traffic.nothing")
                : series.stream()
                        .map(each -> each.name() + " " + amount((long) each.sum()))
                        .collect(Collectors.joining(", ", text("heading") + ": ", ""));
    }

    private List<Connection> connections(ApplicationState now) {
        Map<String, String> names = now.friends().stream()
                .filter(each -> !each.name().isEmpty())
                .collect(Collectors.toMap(Friend::email, Friend::name, (one, other) -> one));
        return Stream.concat(
                        now.portals().stream().flatMap(portal -> of(portal, names)),
                        now.reachable().stream().flatMap(reachable -> of(reachable, names)))
                .sorted(Comparator.comparing(Dated::since))
                .map(Dated::connection)
                .toList();
    }

    private record Dated(Instant since, Connection connection) {}

    private Stream<Dated> of(Portal portal, Map<String, String> names) {
        return portal.connections().stream().map(each -> {
            String email = each.email() == null ? desk.texts().get("traffic.somebody") : each.email();
            return dated("mine-" + portal.name(), portal.title(), names.getOrDefault(email, email), "", false, each);
        });
    }

    private Stream<Dated> of(Reachable reachable, Map<String, String> names) {
        Reachable.Path path = reachable.path();
        boolean direct = path != null && path.kind() == Reachable.Path.Kind.DIRECT;
        String word = path == null ? "" : desk.texts().get(direct ? "path.direct" : "path.relay");
        String badge = path == null || path.roundTrip() == null
                ? word
                : desk.texts().get("path.with_time", word, path.roundTrip().toMillis());
        return reachable.connections().stream()
                .map(each -> dated(
                        "theirs-" + reachable.id(),
                        reachable.name(),
                        names.getOrDefault(reachable.from(), reachable.from()),
                        badge,
                        direct,
                        each));
    }

    private Dated dated(
            String key, String portal, String person, String path, boolean direct, OpenConnection connection) {
        return new Dated(
                connection.since(),
                new Connection(
                        key + "-" + connection.id(),
                        portal,
                        person,
                        path,
                        direct,
                        times.at(connection.since()),
                        amount(connection.in()),
                        amount(connection.out())));
    }
}
