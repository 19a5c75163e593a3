package dev.portals.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Collects the figures; a table for people, JSON for programs. */
final class Report {
    private final Map<String, Map<String, List<Double>>> rounds = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> starts = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, Processes.Held>>> held = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, Double>>> wear = new LinkedHashMap<>();

    void round(String way, Map<String, Double> figures) {
        add(rounds, way, figures);
    }

    void start(String way, Map<String, Double> figures) {
        add(starts, way, figures);
    }

    void held(String way, String when, Map<String, Processes.Held> what) {
        held.computeIfAbsent(way, w -> new LinkedHashMap<>()).put(when, what);
    }

    void wear(String way, String when, Map<String, Double> figures) {
        wear.computeIfAbsent(way, w -> new LinkedHashMap<>()).put(when, figures);
    }

    private static void add(Map<String, Map<String, List<Double>>> to, String way, Map<String, Double> figures) {
        Map<String, List<Double>> all = to.computeIfAbsent(way, w -> new LinkedHashMap<>());
        figures.forEach(
                (key, value) -> all.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
    }

    /** Of the figures that there are; NaN if there is none. */
    static <T> double median(List<T> of, ToDoubleFunction<T> figure) {
        double[] sorted = of.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
    }

    private static double median(List<Double> values) {
        return median(values, Double::doubleValue);
    }

    void print() {
        table(
                "Medians of the rounds",
                medians(rounds, key -> !key.startsWith("CPU") || key.matches("CPU ms per stream|CPU .* [18] up")));
        ratios();
        table(
                "CPU by process",
                medians(rounds, key -> key.startsWith("CPU s/GB, 1 up, ") || key.startsWith("CPU ms per stream, ")));
        table("Start, ms until ready", medians(starts, key -> true));
        wear.forEach((way, figures) -> table("Wear: " + way, figures));
        held.forEach((way, moments) -> {
            Map<String, Map<String, String>> columns = new LinkedHashMap<>();
            moments.forEach((when, what) -> {
                Map<String, String> cells = new LinkedHashMap<>();
                what.forEach((process, h) -> cells.put(
                        process, "%.0f MB, %d files, %d threads".formatted(h.rssMb(), h.files(), h.threads())));
                columns.put(when, cells);
            });
            cells("Held: " + way, columns);
        });
    }

    private static Map<String, Map<String, Double>> medians(
            Map<String, Map<String, List<Double>>> of, java.util.function.Predicate<String> wanted) {
        Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
        of.forEach((way, figures) -> {
            Map<String, Double> column = new LinkedHashMap<>();
            figures.forEach((key, values) -> {
                if (wanted.test(key)) {
                    column.put(key, median(values));
                }
            });
            columns.put(way, column);
        });
        return columns;
    }

    /** Ours by each peer's, round by round, then the median: more is better, for times too. */
    private void ratios() {
        Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
        rounds.forEach((ours, mine) -> rounds.forEach((peer, theirs) -> {
            boolean sameKind = ours.endsWith("outer channels") == peer.endsWith("outer channels");
            if (ours.startsWith("portals") && !peer.startsWith("portals") && (sameKind || !peer.startsWith("ockam"))) {
                Map<String, Double> column = new LinkedHashMap<>();
                mine.forEach((key, values) -> {
                    if (theirs.containsKey(key) && !key.contains("CPU")) {
                        column.put(key, ratio(ours, peer, key));
                    }
                });
                columns.put(ours + " : " + peer, column);
            }
        }));
        table("How many times better (RTT: shorter)", columns);
    }

    /** One of those ratios, for one figure; NaN where one of the two was not measured. */
    double ratio(String ours, String peer, String key) {
        List<Double> mine = rounds.getOrDefault(ours, Map.of()).getOrDefault(key, List.of());
        List<Double> theirs = rounds.getOrDefault(peer, Map.of()).getOrDefault(key, List.of());
        return median(IntStream.range(0, Math.min(mine.size(), theirs.size()))
                .mapToObj(i -> key.startsWith("RTT") ? theirs.get(i) / mine.get(i) : mine.get(i) / theirs.get(i))
                .toList());
    }

    private static void table(String title, Map<String, Map<String, Double>> columns) {
        Map<String, Map<String, String>> text = new LinkedHashMap<>();
        columns.forEach((name, figures) -> {
            Map<String, String> column = new LinkedHashMap<>();
            figures.forEach((key, value) -> column.put(key, number(value)));
            text.put(name, column);
        });
        cells(title, text);
    }

    private static void cells(String title, Map<String, Map<String, String>> columns) {
        Set<String> rows = new LinkedHashSet<>();
        columns.values().forEach(column -> rows.addAll(column.keySet()));
        if (rows.isEmpty()) {
            return;
        }
        System.out.println("\n" + title + "\n");
        System.out.println("| | " + String.join(" | ", columns.keySet()) + " |");
        System.out.println("|---|" + "---|".repeat(columns.size()));
        for (String row : rows) {
            System.out.println("| " + row + " | "
                    + columns.values().stream()
                            .map(column -> column.getOrDefault(row, ""))
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 30 ? "%.2f" : "%.0f", value);
    }

    String json() {
        return json(Map.of("rounds", rounds, "starts", starts, "held", held, "wear", wear));
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                        .collect(Collectors.joining(",\n", "{", "}"));
            case List<?> list -> list.stream().map(Report::json).collect(Collectors.joining(",", "[", "]"));
            case Processes.Held h -> json(Map.of("rss_mb", h.rssMb(), "files", h.files(), "threads", h.threads()));
            case Number n -> Double.isFinite(n.doubleValue()) ? n.toString() : "null";
            default -> "\"" + value + "\"";
        };
    }
}
