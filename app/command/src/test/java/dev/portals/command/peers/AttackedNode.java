package dev.portals.command.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A node that listens, runs a relay service and shares a service, with the memory of the launcher's settings; beside it
 * another node whose inlet leads to that service, through which checked transfers run until the test is over.
 */
final class AttackedNode implements AutoCloseable {
    /** A transfer that takes longer was held up. */
    private static final Duration STALLED = Duration.ofSeconds(20);

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final int TRANSFER = 256 * 1024;

    private final TransferService service = new TransferService();
    private final Program node;
    private final Portals friend;
    private final int port;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger transfers = new AtomicInteger();
    private volatile long longest;
    private final Thread traffic;

    AttackedNode(Path directory) throws IOException {
        node = new Program(
                directory,
                Map.of("NO_COLOR", "1"),
                List.of(
                        JAVA.resolve("java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xss512k",
                        "-Xms16m",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.portals.command.Main",
                        "node",
                        "--listen",
                        "127.0.0.1:0",
                        "--relay-service",
                        "--outlet",
                        "safe=127.0.0.1:" + service.port(),
                        "--json"));
        String ready = node.await(Duration.ofSeconds(60), line -> line.startsWith("{\"event\":\"ready\""));
        port = Integer.parseInt(ready.replaceFirst(".*\"listen\":\\[\"127\\.0\\.0\\.1:(\\d+)\".*", "$1"));
        friend = Portals.start(
                directory,
                "node",
                "--inlet",
                "127.0.0.1:0=/ip4/127.0.0.1/tcp/" + port + "/secure/api/service/safe",
                "--json");
        int inlet = friend.inletPort();
        friend.event("inlet_up");
        TransferService.transfer(inlet, TRANSFER, TRANSFER);
        traffic = Thread.ofPlatform().daemon().name("transfers").start(() -> transfer(inlet));
    }

    private void transfer(int inlet) {
        try {
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
                long begun = System.nanoTime();
                TransferService.transfer(inlet, TRANSFER, TRANSFER);
                longest = Math.max(longest, System.nanoTime() - begun);
                transfers.incrementAndGet();
            }
        } catch (IOException | InterruptedException | AssertionError e) {
            failure.set(e);
        }
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    /** The memory that the system counts as the node's, in MiB. */
    long memory() {
        return status("VmRSS:") / 1024;
    }

    private long status(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(node.pid()), "status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no " + name);
    }

    /** How many sockets and files it holds open. */
    int descriptors() {
        try (var all = Files.list(Path.of("/proc", String.valueOf(node.pid()), "fd"))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many objects of that class it still holds; collects the rest. */
    int instances(String type) {
        return diagnose("GC.class_histogram")
                .lines()
                .map(String::strip)
                .filter(line -> line.matches(".* " + java.util.regex.Pattern.quote(type) + "( \\(.*)?"))
                .mapToInt(line -> Integer.parseInt(line.split("\\s+")[1]))
                .sum();
    }

    /** The objects that it can't do without, in MiB. */
    long liveMemory() {
        String total = diagnose("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+")[2]) >> 20;
    }

    /** The memory after all that is no longer used has been given back, in MiB. */
    long settledMemory() {
        diagnose("GC.run");
        return memory();
    }

    private String diagnose(String command) {
        try (Program jcmd = new Program(
                Path.of("/tmp"),
                Map.of(),
                List.of(JAVA.resolve("jcmd").toString(), String.valueOf(node.pid()), command))) {
            if (jcmd.exit(Duration.ofSeconds(30)) != 0) {
                throw new AssertionError(jcmd.output());
            }
            return jcmd.output();
        }
    }

    /** A connection of a stranger. */
    RawPeer connect() throws IOException {
        return new RawPeer(port);
    }

    /** Insists that nothing but events was printed and that the transfers went on, and says what was measured. */
    String unharmed() throws InterruptedException {
        int before = transfers.get();
        long deadline = System.nanoTime() + STALLED.toNanos();
        while (transfers.get() < before + 2 && failure.get() == null && System.nanoTime() < deadline) {
            over.await(10, TimeUnit.MILLISECONDS);
        }
        if (failure.get() != null) {
            throw new AssertionError("a transfer failed\n" + tail(), failure.get());
        }
        if (transfers.get() < before + 2 || longest > STALLED.toNanos()) {
            throw new AssertionError("transfers stalled: the longest took " + longest / 1_000_000 + " ms\n" + tail());
        }
        List<String> strange = new ArrayList<>();
        node.output().lines().filter(line -> !line.startsWith("{\"event\":")).forEach(strange::add);
        if (!node.isAlive() || !strange.isEmpty()) {
            throw new AssertionError("the node said:\n"
                    + String.join("\n", strange.subList(0, Math.min(60, strange.size()))));
        }
        return transfers + " transfers of 512 KiB, the longest " + longest / 1_000_000 + " ms; " + memory() + " MiB";
    }

    private String tail() {
        String output = node.output();
        return output.substring(Math.max(0, output.length() - 4000));
    }

    @Override
    public void close() {
        over.countDown();
        friend.close();
        node.close();
        service.close();
        try {
            traffic.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
