package dev.portals.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole path, measured against its peers in one run on one machine: everything goes round by round through each way
 * in turn, so that what the machine does besides hits all alike. Values compare within a run; ratios also between runs.
 */
final class Bench {
    private static final String OURS = "portals";
    private static final String OTHER = "portals, other build";
    private static final String OURS_OUTER = "portals, outer channels";
    private static final String OCKAM = "ockam";
    private static final String OCKAM_OUTER = "ockam, outer channels";
    private static final String SSH = "ssh -L";
    private static final String SSH_RELAY = "ssh -L, relay";
    private static final String STUNNEL = "stunnel, relay";
    private static final String HAPROXY = "haproxy, relay";
    private static final String PLAIN = "plain relays";
    private static final String DIRECT = "direct";

    /** Below these a change has cost speed, whatever the machine: about half of what was measured on a quiet one. */
    private static final Map<String, Double> FLOORS = Map.of(
            "Gbit/s, 1 up", 0.5,
            "Gbit/s, 1 down", 0.4,
            "Gbit/s, 8 up", 0.4,
            "Gbit/s, 8 down", 0.5,
            "RTT µs, p50", 0.5,
            "streams opened/s", 0.3);

    private static final double OPENING_SECONDS = 2;
    private static final int HELD_CONNECTIONS = 2000;

    private final Options options;
    private final Load load = new Load();
    private final Map<String, Way> ways = new LinkedHashMap<>();
    private final Report report = new Report();

    private Bench(Options options) throws IOException {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            say("bench: " + e.getMessage() + "; see bench --help");
            System.exit(2);
            return;
        }
        Bench bench = new Bench(options);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::close));
        bench.run();
        if (options.guard() && !bench.aboveFloors()) {
            System.exit(1);
        }
    }

    /** Whether ours is as good beside ssh through a relay as it must be; what is not is said. */
    private boolean aboveFloors() {
        boolean all = true;
        for (Map.Entry<String, Double> floor : FLOORS.entrySet()) {
            double ratio = report.ratio(OURS, SSH_RELAY, floor.getKey());
            if (!(ratio >= floor.getValue())) {
                say("bench: %s: only %.2f times %s, not %.2f"
                        .formatted(floor.getKey(), ratio, SSH_RELAY, floor.getValue()));
                all = false;
            }
        }
        return all;
    }

    private void run() throws Exception {
        for (String name : Options.WAYS) {
            if (options.wants(name)) {
                start(name);
                warmUp(name);
            }
        }
        for (int round = 1; round <= options.rounds(); round++) {
            try (Quiet quiet = Quiet.begin()) {
                for (String name : List.copyOf(ways.keySet())) {
                    if (round > 1 && name.startsWith(OCKAM)) {
                        // It slows down with every connection it has had: each round is given a fresh one.
                        ways.remove(name).close();
                        start(name);
                    }
                    say("round " + round + ": " + name);
                    report.round(name, measure(name));
                }
            }
        }
        for (String name : ways.keySet()) {
            Way way = ways.get(name);
            report.held(name, "after the load", way.processes.held());
            if (!name.startsWith(OCKAM)) {
                load.hold(way.port, HELD_CONNECTIONS, () -> {
                    report.held(name, "holding " + HELD_CONNECTIONS + " connections", way.processes.held());
                });
            }
        }
        save();
        wear(OURS, options.connections());
        wear(OCKAM, options.connections() / 6);
        report.print();
        save();
    }

    private void save() throws IOException {
        Files.createDirectories(options.json().getParent());
        Files.writeString(options.json(), report.json());
    }

    private void start(String name) throws Exception {
        say("starting " + name);
        Way way = open(name);
        ways.put(name, way);
        if (!name.equals(DIRECT)) {
            report.start(name, way.readyMs);
            Thread.sleep(1000);
            report.held(name, "idle", way.processes.held());
        }
    }

    private Way open(String name) throws Exception {
        return switch (name) {
            case OURS -> Way.portals(options.portals(), load.port(), false);
            case OTHER -> Way.portals(options.other(), load.port(), false);
            case OURS_OUTER -> Way.portals(options.portals(), load.port(), true);
            case OCKAM -> Way.ockam(options.ockam(), load.port(), false);
            case OCKAM_OUTER -> Way.ockam(options.ockam(), load.port(), true);
            case SSH -> Peers.ssh(Optional.empty(), load.port());
            case SSH_RELAY -> Peers.ssh(Optional.of(options.relay()), load.port());
            case STUNNEL -> Peers.stunnel(options.relay(), load.port());
            case HAPROXY -> Peers.haproxy(options.relay(), load.port());
            case PLAIN -> Peers.plainRelays(options.relay(), load.port());
            default -> Way.direct(load.port());
        };
    }

    /** The JVM compiles what it finds hot; the others get a little too, for caches and congestion windows. */
    private void warmUp(String name) throws Exception {
        Way way = ways.get(name);
        boolean jvm = name.startsWith(OURS);
        report.start(name, Map.of("first second, Gbit/s", load.firstSecond(way.port)));
        load.opens(way.port, jvm ? 6 : 0.2, Integer.MAX_VALUE);
        load.throughput(way.port, 8, true, jvm ? 3 : 1, way.processes);
        load.throughput(way.port, 8, false, jvm ? 3 : 1, way.processes);
    }

    private Map<String, Double> measure(String name) throws Exception {
        Way way = ways.get(name);
        Map<String, Double> result = new LinkedHashMap<>();
        for (int streams : new int[] {1, 8}) {
            for (boolean upwards : new boolean[] {true, false}) {
                List<Load.Window> windows =
                        load.throughput(way.port, streams, upwards, options.windows(), way.processes);
                List<Load.Window> quiet =
                        windows.stream().filter(w -> w.foreign() < 0.25).toList();
                List<Load.Window> used = quiet.isEmpty() ? windows : quiet;
                String key = streams + (upwards ? " up" : " down");
                result.put("Gbit/s, " + key, Report.median(used, Load.Window::gbps));
                result.put("CPU s/GB, " + key, Report.median(used, Load.Window::cpuPerGb));
                for (int i = 0; i < way.processes.names().size(); i++) {
                    int process = i;
                    result.put(
                            "CPU s/GB, " + key + ", " + way.processes.names().get(i),
                            Report.median(used, w -> w.cpu().get(process)));
                }
                result.put("CPU taken by others, " + key, Report.median(used, Load.Window::foreign));
            }
        }
        double[] trips = load.roundTrips(way.port, 4000);
        result.put("RTT µs, p50", trips[trips.length / 2]);
        result.put("RTT µs, p99", trips[trips.length * 99 / 100]);
        double[] besides = load.roundTripsUnderLoad(way.port, 1000);
        result.put("RTT µs beside a bulk stream, p50", besides[besides.length / 2]);
        result.put("RTT µs beside a bulk stream, p99", besides[besides.length * 99 / 100]);
        Processes.Cpu before = way.processes.cpu();
        result.put("streams opened/s", load.opens(way.port, OPENING_SECONDS, Integer.MAX_VALUE));
        List<Double> cpu = way.processes.cpu().minus(before);
        double opened = result.get("streams opened/s") * OPENING_SECONDS / 1000;
        result.put(
                "CPU ms per stream",
                cpu.stream().mapToDouble(Double::doubleValue).sum() / opened);
        for (int i = 0; i < way.processes.names().size(); i++) {
            result.put("CPU ms per stream, " + way.processes.names().get(i), cpu.get(i) / opened);
        }
        return result;
    }

    /** Many connections opened and closed on one set of nodes; then everything once more. */
    private void wear(String name, int connections) throws Exception {
        if (connections == 0 || !ways.containsKey(name)) {
            return;
        }
        if (name.equals(OCKAM)) {
            ways.remove(name).close();
            start(name);
            warmUp(name);
        }
        Way way = ways.get(name);
        say("wear: " + name);
        try (Quiet quiet = Quiet.begin()) {
            report.wear(name, "before", measure(name));
        }
        report.held(name, "before wear", way.processes.held());
        try (Quiet quiet = Quiet.begin()) {
            load.opens(way.port, 1e6, connections);
        }
        Thread.sleep(3000);
        report.held(name, "after " + connections + " connections", way.processes.held());
        try (Quiet quiet = Quiet.begin()) {
            report.wear(name, "after " + connections + " connections", measure(name));
        }
        report.held(name, "after that and the load again", way.processes.held());
    }

    private void close() {
        for (Way way : ways.values()) {
            try {
                way.close();
            } catch (IOException e) {
                say(e.toString());
            }
        }
    }

    private static void say(String what) {
        System.err.println(what);
    }

    /** What is asked for. */
    record Options(
            Path portals,
            Path other,
            Path ockam,
            Path relay,
            Path json,
            List<String> ways,
            int rounds,
            int windows,
            int connections,
            boolean guard) {
        private static final List<String> WAYS =
                List.of(DIRECT, PLAIN, OURS, OTHER, OURS_OUTER, OCKAM, OCKAM_OUTER, SSH, SSH_RELAY, STUNNEL, HAPROXY);
        private static final Set<String> NAMES = Set.of(
                "--portals",
                "--other",
                "--ockam",
                "--relay",
                "--json",
                "--only",
                "--rounds",
                "--windows",
                "--connections");

        /** @throws IllegalArgumentException with one line for a person if it can't be understood */
        static Options parse(String[] arguments) {
            Map<String, String> given = new LinkedHashMap<>();
            boolean guard = false;
            for (int i = 0; i < arguments.length; i += 2) {
                if (arguments[i].equals("--guard")) {
                    guard = true;
                    given.putAll(Map.of("--only", OURS + "/" + SSH_RELAY, "--connections", "0"));
                    i--;
                    continue;
                }
                if (!NAMES.contains(arguments[i])) {
                    throw new IllegalArgumentException("unknown option “" + arguments[i] + "”");
                }
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(arguments[i] + " needs a value behind it");
                }
                given.put(arguments[i], arguments[i + 1]);
            }
            String ockam = given.getOrDefault("--ockam", "");
            List<String> only =
                    given.containsKey("--only") ? List.of(given.get("--only").split("/")) : WAYS;
            for (String way : only) {
                if (!WAYS.contains(way)) {
                    throw new IllegalArgumentException("--only: there is no way “" + way + "”");
                }
            }
            return new Options(
                    path(given, "--portals"),
                    Path.of(given.getOrDefault("--other", "")),
                    Path.of(ockam),
                    path(given, "--relay"),
                    path(given, "--json"),
                    only.stream()
                            .filter(w -> !ockam.isEmpty() || !w.startsWith(OCKAM))
                            .filter(w -> Peers.has("cc") || !w.endsWith("relay") && !w.equals(PLAIN))
                            .filter(w -> Peers.has("sshd") || !w.startsWith(SSH))
                            .filter(w -> Peers.has("stunnel") || Peers.has("stunnel4") || !w.equals(STUNNEL))
                            .filter(w -> Peers.has("haproxy") || !w.equals(HAPROXY))
                            .filter(w -> given.containsKey("--other") || !w.equals(OTHER))
                            .toList(),
                    number(given, "--rounds", 3, 1),
                    number(given, "--windows", 3, 1),
                    number(given, "--connections", 30_000, 0),
                    guard);
        }

        private static Path path(Map<String, String> given, String name) {
            String value = given.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return Path.of(value);
        }

        private static int number(Map<String, String> given, String name, int otherwise, int least) {
            String value = given.get(name);
            try {
                int number = value == null ? otherwise : Integer.parseInt(value);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException(name + " takes a number from " + least + " on, not “" + value + "”");
        }

        boolean wants(String way) {
            return ways.contains(way);
        }
    }

    /** Where PORTALS_BENCH_LOCK names a file, others that take it with flock(1) are kept out while a round is measured. */
    private record Quiet(List<Process> holder) implements AutoCloseable {
        static Quiet begin() throws IOException {
            String file = System.getenv("PORTALS_BENCH_LOCK");
            if (file == null) {
                return new Quiet(List.of());
            }
            Process holder = new ProcessBuilder("flock", "-w", "90", file, "sh", "-c", "echo; read end").start();
            holder.inputReader().readLine();
            return new Quiet(List.of(holder));
        }

        @Override
        public void close() throws IOException {
            for (Process process : holder) {
                process.getOutputStream().close();
            }
        }
    }
}
