package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and mutated frames against a running node (spec 01 sections 2.3.3, 3 and 11.3), under checked transfers. */
@Tag("peer")
class HostileFramesTest {
    private static final int MUTATED = 1_000_000;
    /** Frames on one connection; the last one is mutated in any byte and may be its end. */
    private static final int BATCH = 32;

    private static final long SEED = 20261125;

    private static AttackedNode node;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        node = new AttackedNode(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static byte[] echo() {
        return RawPeer.message(new String[] {"echo"}, new String[] {"me"}, new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff", "16", "47", "80"})
    void aWrongVersionEndsTheConnection(String version) throws Exception {
        try (RawPeer peer = node.connect()) {
            peer.send(RawPeer.hex(version), RawPeer.frame(echo()));
            assertThat(peer.isClosed()).isTrue();
        }
        node.unharmed();
    }

    @Test
    void anEndBeforeTheVersionIsAnEnd() throws Exception {
        try (RawPeer peer = node.connect()) {
            assertThat(peer.finish().isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "01000001",
                "7fffffff",
                "80000000",
                "ffffffff",
                "00000003 828080",
                "00000005 84808080f6",
                "00000005 848080f6f6",
                "00000005 84f68040f6",
                "00000006 8480805ffff6",
                "00000005 84808040f7",
                "00000006 848080407fff",
                "0000000b 84818219010041618040f6",
                "00000009 8481820061618040f6",
                "00000007 848181008040f6",
                "00000001 a0",
                "00000006 c184808040f6",
                "00000005 9f808040f6",
                "00000005 848080 5b ff",
                "0000000d 8480805bffffffffffffffff f6",
                "00000006 84 9affffffff",
                "0000000a 84 9bffffffffffffffff",
                "00000008 848080 40 63 fffefd",
                "00000005 1c1c1c1c1c",
                "00000004 ffffffff"
            })
    void aFrameThatBreaksTheRulesEndsTheConnection(String frame) throws Exception {
        try (RawPeer peer = node.connect()) {
            peer.greet().send(RawPeer.hex(frame));
            assertThat(peer.isClosed()).isTrue();
        }
        node.unharmed();
    }

    @Test
    void aRouteWithoutAnEndAndAnEndlessNestingEndTheConnection() throws Exception {
        byte[] nested = new byte[1 << 20];
        Arrays.fill(nested, (byte) 0x81);
        byte[] context = new byte[1 << 20];
        Arrays.fill(context, (byte) 0x81);
        System.arraycopy(RawPeer.hex("84808040"), 0, context, 0, 4);
        String[] hops = new String[65];
        Arrays.fill(hops, "echo");
        for (byte[] message : List.of(
                nested,
                context,
                RawPeer.message(hops, new String[0], new byte[0]),
                RawPeer.message(new String[] {"x".repeat(70_000)}, new String[0], new byte[0]))) {
            try (RawPeer peer = node.connect()) {
                peer.greet().send(RawPeer.frame(message));
                assertThat(peer.isClosed()).isTrue();
            }
        }
        node.unharmed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "84808040f6",
                "84808040627b7d",
                "83808040",
                "8480804060",
                "85808040f601",
                "9f808040f6ff",
                "849fff8040f6",
                "8498008040f6",
                "8480805800f6",
                "84818218004161 8040f6",
                "848183004161078040f6",
                "84819f004161ff8040f6",
                "84808040f60000",
                "8481820044616161618040f6",
                "84818201463132372e302e8040f6",
                "8481820243616263 8040f6",
                "848182004b 746370 5f6c697374656e 65 8040f6"
            })
    void aFrameThatPeersAcceptOrDropLeavesTheConnection(String message) throws Exception {
        try (RawPeer peer = node.connect()) {
            peer.greet().version();
            peer.send(RawPeer.frame(RawPeer.hex(message)));
            assertThat(peer.answers()).isTrue();
        }
        node.unharmed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "83",
                "03",
                "03056865",
                "0380808080808080808002",
                "03ffffffffffffffffff01",
                "01",
                "02",
                "030568656c6c6f",
                "00ffff"
            })
    void aPortalMessageThatIsNoneIsDropped(String payload) throws Exception {
        try (RawPeer peer = node.connect()) {
            peer.greet().version();
            peer.send(RawPeer.frame(RawPeer.message(new String[] {"safe"}, new String[] {"me"}, RawPeer.hex(payload))));
            assertThat(peer.answers()).isTrue();
        }
        node.unharmed();
    }

    @Test
    void aMillionMutatedFramesHarmNobody(TestReporter reporter) throws Exception {
        attack(new SplittableRandom(SEED), MUTATED / 20);
        long before = node.settledMemory();
        int descriptors = node.descriptors();
        long begun = System.nanoTime();
        int closed = 0;
        int threads = 3;
        SplittableRandom random = new SplittableRandom(SEED);
        try (ExecutorService attackers = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                SplittableRandom own = random.split();
                Callable<Integer> task = () -> attack(own, MUTATED / threads + 1);
                all.add(attackers.submit(task));
            }
            for (Future<Integer> each : all) {
                closed += each.get();
            }
        }
        long took = (System.nanoTime() - begun) / 1_000_000;
        String verdict = node.unharmed();
        long after = node.settledMemory();
        reporter.publishEntry(
                "mutated frames",
                MUTATED + " with seed " + SEED + " in " + took + " ms, " + closed
                        + " connections ended by the node; memory " + before + " MiB before, " + after + " MiB after; "
                        + verdict);
        assertThat(after - before).as("MiB grown").isLessThan(64);
        assertThat(node.descriptors()).isLessThan(descriptors + 50);
    }

    /** Sends that many and insists that each connection either ends or still answers; gives how many ended. */
    private static int attack(SplittableRandom random, int frames) throws IOException {
        List<byte[]> recorded = recorded();
        int closed = 0;
        for (int sent = 0; sent < frames; sent += BATCH) {
            byte[][] batch = new byte[BATCH + 1][];
            batch[0] = new byte[] {1};
            for (int i = 1; i < BATCH; i++) {
                batch[i] = RawPeer.frame(mutateInside(recorded.get(random.nextInt(recorded.size())), random));
            }
            batch[BATCH] = mutateAnywhere(RawPeer.frame(recorded.get(random.nextInt(recorded.size()))), random);
            try (RawPeer peer = node.connect()) {
                peer.send(batch);
                peer.version();
                if (incomplete(batch[BATCH])) {
                    peer.finish();
                    assertThat(peer.isClosed()).isTrue();
                    closed++;
                } else if (!peer.answers()) {
                    closed++;
                }
            }
        }
        return closed;
    }

    /** Whether the node has to wait for more bytes of that frame. */
    private static boolean incomplete(byte[] frame) {
        if (frame.length < 4) {
            return true;
        }
        long claimed = Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(frame).getInt());
        return claimed <= 16 << 20 && claimed > frame.length - 4;
    }

    /** Changes bytes inside texts and byte strings only, so that it remains a frame. */
    private static byte[] mutateInside(byte[] message, SplittableRandom random) {
        byte[] mutated = message.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            List<int[]> strings = strings(mutated);
            int[] place = strings.get(random.nextInt(strings.size()));
            if (place[1] > 0) {
                mutated[place[0] + random.nextInt(place[1])] = (byte) random.nextInt(256);
            }
        }
        return mutated;
    }

    /** Where its byte strings lie: all recorded messages are arrays of arrays and short strings. */
    private static List<int[]> strings(byte[] message) {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < message.length) {
            int head = message[at++] & 0xff;
            int size = head & 31;
            if (size == 24) {
                size = message[at++] & 0xff;
            } else if (size == 25) {
                size = (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
                at += 2;
            }
            if (head >> 5 == 2) {
                found.add(new int[] {at, size});
            }
            if (head >> 5 == 2 || head >> 5 == 3) {
                at += size;
            }
        }
        return found;
    }

    private static byte[] mutateAnywhere(byte[] frame, SplittableRandom random) {
        byte[] mutated = frame.clone();
        int skipLength = random.nextInt(4) == 0 ? 0 : 4;
        switch (random.nextInt(4)) {
            case 0 ->
                mutated[skipLength + random.nextInt(mutated.length - skipLength)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    mutated[skipLength + random.nextInt(mutated.length - skipLength)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                byte[] shorter = Arrays.copyOf(mutated, 4 + random.nextInt(mutated.length - 4));
                return skipLength == 0 ? shorter : RawPeer.frame(Arrays.copyOfRange(shorter, 4, shorter.length));
            }
            default -> {
                int at = 4 + random.nextInt(mutated.length - 4);
                int length = random.nextInt(mutated.length - at);
                byte[] doubled = new byte[mutated.length + length];
                System.arraycopy(mutated, 0, doubled, 0, at + length);
                System.arraycopy(mutated, at, doubled, at + length, mutated.length - at);
                return RawPeer.frame(Arrays.copyOfRange(doubled, 4, doubled.length));
            }
        }
        return mutated;
    }

    /** What a real peer sent in plain frames, and the portal messages it sent, addressed to what the node has. */
    private static List<byte[]> recorded() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (JsonNode each : read("tcp-echo.json").path("bytes")) {
            byte[] frame = RawPeer.hex(each.path("hex").asText());
            if (frame.length > 4) {
                messages.add(Arrays.copyOfRange(frame, 4, frame.length));
            }
        }
        JsonNode relays = read("relay-registration.json");
        for (String side : List.of("registrant", "user")) {
            relays.path(side)
                    .forEach(each -> messages.add(RawPeer.hex(each.path("hex").asText())));
        }
        for (String payload : List.of("01", "02", "030568656c6c6f", "030568656c6c6f01bbaa")) {
            messages.add(RawPeer.message(new String[] {"safe"}, new String[] {"me"}, RawPeer.hex(payload)));
        }
        messages.add(RawPeer.message(new String[] {"api"}, new String[] {"me"}, new byte[31]));
        return messages;
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HostileFramesTest.class.getResourceAsStream("/live/" + name))) {
            return new ObjectMapper().readTree(in);
        }
    }
}
