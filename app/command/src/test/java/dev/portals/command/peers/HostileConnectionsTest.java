package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Many connections that want to cost much, against a running node, under checked transfers. */
@Tag("peer")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileConnectionsTest {
    private static final int MANY = 1000;

    private static AttackedNode node;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        node = new AttackedNode(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static List<RawPeer> connect(int number, byte[]... first) throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            peers.add(node.connect().send(first));
        }
        return peers;
    }

    private static void close(List<RawPeer> peers) throws IOException {
        for (RawPeer peer : peers) {
            peer.close();
        }
    }

    // First, while the heap is as small as it begins: what the system counts only ever grows.
    @Order(1)
    @Test
    void aThousandDeclaredLengthsOf16MiBAllocateNothing(TestReporter reporter) throws Exception {
        close(connect(MANY, new byte[] {1}));
        long before = node.settledMemory();
        List<RawPeer> peers = connect(MANY, RawPeer.hex("0101000000"));
        for (RawPeer peer : peers) {
            peer.version();
        }
        node.unharmed();
        long during = node.settledMemory();
        reporter.publishEntry(
                "declared lengths", MANY + " of 16 MiB: " + before + " MiB before, " + during + " MiB during");
        assertThat(during - before).as("MiB grown").isLessThan(32);
        close(peers);
    }

    @Test
    void halfSentFramesOf16MiBStayWithinABound(TestReporter reporter) throws Exception {
        byte[] half = new byte[8 << 20];
        long before = node.liveMemory();
        List<RawPeer> peers = connect(MANY / 4, RawPeer.hex("0101000000"));
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (RawPeer peer : peers) {
                all.add(senders.submit(() -> {
                    try {
                        peer.send(half);
                    } catch (IOException e) {
                        // The node has had enough of it.
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        String verdict = node.unharmed();
        long during = node.liveMemory();
        reporter.publishEntry(
                "half-sent frames",
                peers.size() + " of 8 MiB: " + before + " MiB of objects before, " + during + " MiB during; "
                        + verdict);
        assertThat(during - before).as("MiB grown").isLessThan(160);
        close(peers);
        node.unharmed();
    }

    @Test
    void hundredsWhoAskAndNeverReadStayWithinABound(TestReporter reporter) throws Exception {
        byte[] payload = new byte[48 * 1024];
        byte[][] requests = new byte[41][];
        Arrays.fill(requests, RawPeer.frame(RawPeer.message(new String[] {"echo"}, new String[] {"me"}, payload)));
        requests[0] = new byte[] {1};
        long before = node.settledMemory();
        List<RawPeer> peers = new ArrayList<>();
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < MANY / 4; i++) {
            RawPeer peer = new RawPeer(node.port(), 4096);
            peers.add(peer);
            senders.submit(() -> peer.send(requests));
        }
        String verdict = node.unharmed();
        reporter.publishEntry("askers who don't read", MANY / 4 + ": " + before + " MiB before; " + verdict);
        close(peers);
        senders.shutdownNow();
        senders.close();
        node.unharmed();
        assertThat(node.memory() - before).as("MiB grown").isLessThan(450);
    }

    @Test
    void connectionsWithoutAVersionEndByThemselves(TestReporter reporter) throws Exception {
        int before = node.descriptors();
        long begun = System.nanoTime();
        List<RawPeer> peers = connect(MANY);
        for (RawPeer peer : peers) {
            peer.version();
        }
        int during = node.descriptors();
        for (RawPeer peer : peers) {
            assertThat(peer.isClosed()).isTrue();
        }
        long took = (System.nanoTime() - begun) / 1_000_000;
        node.unharmed();
        reporter.publishEntry(
                "without a version",
                MANY + " ended after " + took + " ms; descriptors " + before + ", " + during + ", "
                        + node.descriptors());
        assertThat(node.descriptors()).isLessThan(before + 20);
    }
}
