package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left in the three nodes of a portal when many connections have come and gone. */
@Tag("peer")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LeakTest {
    private static final int WARM_UP = 4_000;
    private static final int CONNECTIONS = 10_000;
    private static final int AT_ONCE = 16;
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final Pattern INSTANCES = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+dev\\.portals\\..*");

    @TempDir
    private Path directory;

    /**
     * What a process holds.
     *
     * @param objects of our own classes that are still reachable: workers, portals, channels, entries of tables
     * @param resident its memory in KiB
     */
    private record Held(long descriptors, long threads, long objects, long resident) {
        static Held of(Program node) {
            Path proc = Path.of("/proc", "" + node.pid());
            try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
                long objects = Tool.run(
                                Path.of("/"),
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                "" + node.pid(),
                                "GC.class_histogram")
                        .lines()
                        .map(INSTANCES::matcher)
                        .filter(Matcher::matches)
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum();
                String status = Files.readString(proc.resolve("status"));
                return new Held(descriptors.count(), number(status, "Threads:"), objects, number(status, "VmRSS:"));
            } catch (IOException e) {
                throw new AssertionError(node.output(), e);
            }
        }

        private static long number(String status, String name) {
            return status.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }

        boolean isNoMoreThan(Held before) {
            return descriptors <= before.descriptors + 2
                    && threads <= before.threads + 2
                    && objects <= before.objects + 500
                    && resident <= before.resident + 64 * 1024;
        }
    }

    @Test
    void tenThousandConnectionsLeaveNothingBehind(TestReporter reporter) throws Exception {
        try (TransferService service = new TransferService();
                Trio trio = new Trio(directory, service.port())) {
            connect(trio.port(), WARM_UP);
            List<Held> before = trio.nodes().stream().map(Held::of).toList();
            connect(trio.port(), CONNECTIONS);
            for (int i = 0; i < before.size(); i++) {
                Held after = settled(trio.nodes().get(i), before.get(i));
                reporter.publishEntry(List.of("relay", "outlet", "inlet").get(i), before.get(i) + " → " + after);
                assertThat(after).matches(before.get(i)::isNoMoreThan, "no more than " + before.get(i));
            }
        }
    }

    /** The last portals are still closing when their clients are done: looks again until time is up. */
    private static Held settled(Program node, Held before) {
        long deadline = System.nanoTime() + SETTLED.toNanos();
        Held now = Held.of(node);
        while (!now.isNoMoreThan(before) && System.nanoTime() < deadline) {
            now = Held.of(node);
        }
        return now;
    }

    private static void connect(int port, int times) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int kind = i % 10;
                all.add(clients.submit(() -> {
                    one(port, kind);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** Most clients end in peace; some say nothing, and some break off in the middle. */
    private static void one(int port, int kind) throws IOException {
        switch (kind) {
            case 0 -> new Socket(InetAddress.getLoopbackAddress(), port).close();
            case 1 -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    TransferService.transfer(socket, 10, 10);
                    socket.setSoLinger(true, 0);
                }
            }
            default -> TransferService.transfer(port, 100, 1000);
        }
    }
}
