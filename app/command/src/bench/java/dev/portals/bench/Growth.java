package dev.portals.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What more of something costs one set of three nodes: connections through a portal, portals that each have a channel of their
 * own, relays. A table, JSON and a drawing; each figure for one more is told, so that growth that isn't linear is seen.
 */
final class Growth {
    private static final int IDLE_SECONDS = 10;
    private static final int ROUND_TRIPS = 2_000;
    private static final List<String> NODES = List.of("inlet", "relay", "outlet");

    private final Path program;
    private final Load load = new Load();
    private final List<Point> points = new ArrayList<>();

    /** One number of something. */
    record Point(String what, int number, Map<String, Double> figures) {}

    private Growth(Path program) throws IOException {
        this.program = program;
    }

    /** Arguments: the program, the folder for growth.json and growth.svg, the most connections, the most of the others. */
    public static void main(String[] arguments) throws Exception {
        Growth growth = new Growth(Path.of(arguments[0]));
        growth.connections(Integer.parseInt(arguments[2]));
        int most = Integer.parseInt(arguments[3]);
        for (int number : powers(most)) {
            growth.nodes("portals, each a channel", number, number, 1);
        }
        for (int number : powers(most)) {
            growth.nodes("relays", number, 1, number);
        }
        growth.print();
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(folder.resolve("growth.json"), growth.json());
        Files.writeString(folder.resolve("growth.svg"), Plot.draw(growth.points));
        System.out.println("growth.json and growth.svg are in " + folder);
        System.exit(0);
    }

    /** 1, 10, 100 and so on, and the most. */
    private static List<Integer> powers(int most) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number < most; number *= 10) {
            numbers.add(number);
        }
        numbers.add(most);
        return numbers;
    }

    private void connections(int most) throws Exception {
        try (Way way = Way.portals(program, load.port(), false)) {
            load.opens(way.port, 6, Integer.MAX_VALUE);
            for (int number : powers(most)) {
                int held = number;
                Processes.Cpu before = way.processes.cpu();
                load.hold(way.port, number, () -> measured("connections", held, way, before));
            }
        }
    }

    private void nodes(String what, int number, int inlets, int relays) throws Exception {
        System.err.println(what + ": " + number);
        try (Way way = Way.many(program, load.port(), inlets, relays)) {
            measured(what, number, way, null);
        }
    }

    /** What it took to get there, since some moment or since the nodes began, and what it is to be there. */
    private void measured(String what, int number, Way way, Processes.Cpu before) {
        try {
            Map<String, Double> figures = new LinkedHashMap<>();
            Processes.Cpu there = way.processes.cpu();
            List<Double> spent = before == null ? there.each() : there.minus(before);
            for (String node : NODES) {
                figures.put("CPU s, " + node, spent.get(way.processes.names().indexOf(node)));
            }
            Thread.sleep(IDLE_SECONDS * 1_000L);
            List<Double> idle = way.processes.cpu().minus(there);
            Map<String, Processes.Held> held = way.processes.held();
            for (String node : NODES) {
                figures.put("RSS MB, " + node, held.get(node).rssMb());
                figures.put(
                        "idle CPU %, " + node, idle.get(way.processes.names().indexOf(node)) * 100 / IDLE_SECONDS);
            }
            double[] trips = load.roundTrips(way.port, ROUND_TRIPS);
            figures.put("RTT us, p50", trips[trips.length / 2]);
            points.add(new Point(what, number, figures));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print() {
        String what = "";
        Point last = null;
        for (Point point : points) {
            if (!point.what.equals(what)) {
                what = point.what;
                last = null;
                System.out.printf(
                        "%n%-24s %18s %32s %32s %20s %9s%n",
                        what, "RSS MB", "KB for one more", "CPU ms for one more", "idle CPU %", "RTT p50");
                System.out.printf(
                        "%-24s %18s %32s %32s %20s %9s%n",
                        "",
                        "in relay   out",
                        "in     relay       out  ",
                        "in     relay       out  ",
                        "in relay   out  ",
                        "us");
            }
            System.out.printf(
                    Locale.ROOT,
                    "%24d %s %s %s %s %9.0f%n",
                    point.number,
                    each(point, "RSS MB, ", 6, 0),
                    last == null ? " ".repeat(32) : more(last, point, "RSS MB, ", 1024),
                    last == null ? " ".repeat(32) : more(last, point, "CPU s, ", 1000),
                    each(point, "idle CPU %, ", 6, 1),
                    point.figures.get("RTT us, p50"));
            last = point;
        }
    }

    private static String each(Point point, String figure, int width, int digits) {
        StringBuilder out = new StringBuilder();
        for (String node : NODES) {
            out.append(String.format(Locale.ROOT, "%" + width + "." + digits + "f", point.figures.get(figure + node)));
        }
        return out.append(digits == 1 ? "  " : "").toString();
    }

    private static String more(Point before, Point after, String figure, double unit) {
        StringBuilder out = new StringBuilder();
        for (String node : NODES) {
            double more = after.figures.get(figure + node) - before.figures.get(figure + node);
            out.append(String.format(Locale.ROOT, " %9.2f", more * unit / (after.number - before.number)));
        }
        return out.append("  ").toString();
    }

    private String json() {
        StringBuilder out = new StringBuilder("[");
        for (Point point : points) {
            out.append(out.length() == 1 ? "\n" : ",\n")
                    .append("  {\"what\": \"" + point.what + "\", \"number\": " + point.number);
            point.figures.forEach(
                    (name, value) -> out.append(String.format(Locale.ROOT, ", \"%s\": %.3f", name, value)));
            out.append("}");
        }
        return out.append("\n]\n").toString();
    }
}
