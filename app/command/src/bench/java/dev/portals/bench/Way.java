package dev.portals.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One way from a client to the service: its processes, its files, and the port where it begins. */
final class Way implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> started = new ArrayList<>();
    final Processes processes = new Processes();
    /** Milliseconds from the start of each process until it said, or showed, that it is ready. */
    final Map<String, Double> readyMs = new TreeMap<>();

    int port;

    Way() throws IOException {
        home = Files.createTempDirectory("bench");
    }

    static Way direct(int service) throws IOException {
        Way way = new Way();
        way.port = service;
        return way;
    }

    /** Our three nodes; with outer channels the relay's node is reached through a channel of its own too. */
    static Way portals(Path program, int service, boolean outer) throws Exception {
        Way way = new Way();
        way.environment.put("PORTALS_HOME", way.home.toString());
        String[] node = {program.toString(), "node", "--json"};
        Matcher listen = way.node(
                "relay", "\"listen\":\\[\"[^\"]*:(\\d+)\"", node, "--listen", "127.0.0.1:0", "--relay-service");
        String relay = "/ip4/127.0.0.1/tcp/" + listen.group(1) + (outer ? "/secure/api" : "");
        way.node("outlet", "relay_up", node, "--outlet", "sink=127.0.0.1:" + service, "--relay", "box=" + relay);
        Matcher inlet = way.node(
                "inlet",
                "\"inlets\":\\[\"[^\"]*:(\\d+)\"(?s:.*)inlet_up",
                node,
                "--inlet",
                "127.0.0.1:0=" + relay + "/service/forward_to_box/secure/api/service/sink");
        way.port = Integer.parseInt(inlet.group(1));
        return way;
    }

    /**
     * Our three nodes with more than one of something: that many inlets, each with a channel of its own to the outlet, and
     * that many relays of the outlet's node.
     */
    static Way many(Path program, int service, int inlets, int relays) throws Exception {
        Way way = new Way();
        way.environment.put("PORTALS_HOME", way.home.toString());
        String[] node = {program.toString(), "node", "--json"};
        Matcher listen = way.node(
                "relay", "\"listen\":\\[\"[^\"]*:(\\d+)\"", node, "--listen", "127.0.0.1:0", "--relay-service");
        String relay = "/ip4/127.0.0.1/tcp/" + listen.group(1);
        List<String> far = new ArrayList<>(List.of("--outlet", "sink=127.0.0.1:" + service));
        for (int i = 0; i < relays; i++) {
            far.addAll(List.of("--relay", "box" + i + "=" + relay));
        }
        way.node("outlet", "\"relay_up\"", relays, node, far);
        List<String> here = new ArrayList<>();
        for (int i = 0; i < inlets; i++) {
            here.addAll(
                    List.of("--inlet", "127.0.0.1:0=" + relay + "/service/forward_to_box0/secure/api/service/sink"));
        }
        String first = way.node("inlet", "\"inlet_up\"", inlets, node, here);
        Matcher port = Pattern.compile("\"inlets\":\\[\"[^\"]*:(\\d+)\"").matcher(first);
        if (!port.find()) {
            throw new IOException("where the inlets are isn't said: " + first);
        }
        way.port = Integer.parseInt(port.group(1));
        return way;
    }

    /** Starts one of our nodes and waits until so many of its lines have that in them; its first line. */
    private String node(String name, String awaited, int times, String[] command, List<String> options)
            throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(options);
        long begin = System.nanoTime();
        Process process = start(name, builder(words.toArray(String[]::new)));
        BufferedReader out = process.inputReader();
        String first = "";
        int seen = 0;
        for (String line; (line = out.readLine()) != null; ) {
            first = first.isEmpty() ? line : first;
            seen += line.contains(awaited) ? 1 : 0;
            if (seen == times) {
                readyMs.put(name, (System.nanoTime() - begin) / 1e6);
                Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
                return first;
            }
        }
        throw new IOException(name + " ended after " + seen + " of " + times + ": " + Files.readString(log(name)));
    }

    /** Three nodes of the real ockam in the same places. */
    static Way ockam(Path program, int service, boolean outer) throws Exception {
        Way way = new Way();
        way.environment.put("OCKAM_HOME", way.home.toString());
        for (String off : List.of("OCKAM_TELEMETRY_EXPORT", "OCKAM_OPENTELEMETRY_EXPORT")) {
            way.environment.put(off, "false");
        }
        for (String on : List.of("OCKAM_DISABLE_UPGRADE_CHECK", "NO_COLOR", "NO_INPUT")) {
            way.environment.put(on, "true");
        }
        for (String name : List.of("relay", "outlet", "inlet")) {
            int api = freePort();
            long begin = System.nanoTime();
            way.start(
                    name,
                    program.toString(),
                    "node",
                    "create",
                    name,
                    "--foreground",
                    "--tcp-listener-address",
                    "127.0.0.1:" + api);
            way.awaitPort(name, api, begin);
        }
        String relay = "/node/relay" + (outer ? "/secure/api" : "");
        way.port = freePort();
        way.run(program.toString(), "tcp-outlet", "create", "--at", "outlet", "--to", "127.0.0.1:" + service);
        way.run(program.toString(), "relay", "create", "box", "--at", relay, "--to", "/node/outlet");
        way.run(
                program.toString(),
                "tcp-inlet",
                "create",
                "--at",
                "inlet",
                "--from",
                "127.0.0.1:" + way.port,
                "--to",
                relay + "/service/forward_to_box/secure/api/service/outlet");
        way.awaitPort("tcp-inlet", way.port, System.nanoTime());
        return way;
    }

    /** Starts one of our nodes and waits until its events, a line of JSON each, match. */
    private Matcher node(String name, String awaited, String[] command, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(options));
        long begin = System.nanoTime();
        Process process = start(name, builder(words.toArray(String[]::new)));
        StringBuilder events = new StringBuilder();
        Pattern pattern = Pattern.compile(awaited);
        BufferedReader out = process.inputReader();
        for (String line; (line = out.readLine()) != null; ) {
            if (events.isEmpty()) {
                readyMs.put(name, (System.nanoTime() - begin) / 1e6);
                Matcher own = Pattern.compile("\"start_ms\":([\\d.]+)").matcher(line);
                if (own.find()) {
                    readyMs.put(name + " by its own clock", Double.valueOf(own.group(1)));
                }
            }
            events.append(line).append('\n');
            Matcher found = pattern.matcher(events);
            if (found.find()) {
                Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
                return found;
            }
        }
        throw new IOException(name + " ended: " + events + Files.readString(log(name)));
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    Process start(String name, String... command) throws IOException {
        return start(name, builder(command).redirectOutput(log(name + ".out").toFile()));
    }

    private Process start(String name, ProcessBuilder builder) throws IOException {
        Process process = builder.redirectError(log(name).toFile()).start();
        started.add(process);
        processes.add(name, process.toHandle());
        return process;
    }

    void run(String... command) throws Exception {
        Process process = builder(command)
                .redirectErrorStream(true)
                .redirectOutput(log("run").toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: " + Files.readString(log("run")));
        }
    }

    void awaitPort(String name, int wanted, long begin) throws Exception {
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), wanted)) {
                readyMs.put(name, (System.nanoTime() - begin) / 1e6);
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() - begin > PATIENCE_SECONDS * 1_000_000_000L) {
                    throw new IOException(name + " does not listen: " + Files.readString(log(name)), notYet);
                }
                Thread.sleep(2);
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : started.reversed()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        for (Process process : started) {
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}
