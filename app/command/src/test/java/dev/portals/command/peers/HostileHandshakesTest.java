package dev.portals.command.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.identity.ChannelKey;
import dev.portals.core.identity.Identities;
import dev.portals.core.identity.Identity;
import dev.portals.transport.node.NodeHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Broken, mutated and half-open handshakes against a running node (spec 02 sections 5 and 10), under checked transfers. */
@Tag("peer")
class HostileHandshakesTest {
    private static final long SEED = 20261126;
    private static final int MESSAGES_1 = 20_000;
    private static final int RESPONDERS = 2_000;
    private static final int MESSAGES_3_EACH = 35;
    private static final int SEALED = 5_000;
    private static final int RECORDS = 5_000;
    private static final int HALF_OPEN = 10_000;
    private static final String WORKER = "dev.portals.core.channel.HandshakeWorker";

    private static AttackedNode node;
    private static NodeHome home;
    private static ChannelKey key;
    private static byte[] introduction;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        node = new AttackedNode(directory);
        home = NodeHome.inMemory();
        Identities identities = home.identities();
        Identity self = home.createIdentity();
        key = identities.channelKey(self.identifier());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(0x83);
        payload.writeBytes(self.history().encode());
        payload.writeBytes(key.attestation().encode());
        payload.write(0x80);
        introduction = payload.toByteArray();
    }

    @AfterAll
    static void stop() {
        node.close();
        home.close();
    }

    private static byte[] toListener(byte[] payload) {
        return RawPeer.frame(RawPeer.message(new String[] {"api"}, new String[] {"initiator"}, payload));
    }

    private static byte[] to(byte[] decryptor, byte[] payload) {
        return RawPeer.frame(RawPeer.message(
                new String[] {new String(decryptor, StandardCharsets.US_ASCII)}, new String[] {"initiator"}, payload));
    }

    /** What came back: the responder's address and message 2, as they stand in its frame. */
    private record Answer(byte[] decryptor, byte[] message2) {
        static Answer of(byte[] frame) {
            int head = RawPeer.message(new String[] {"initiator"}, new String[0], new byte[0]).length - 5;
            byte[] decryptor = Arrays.copyOfRange(frame, head + 5, head + 37);
            int size = head + 37;
            int from = (frame[size] & 0xff) == 0x58 ? size + 2 : size + 3;
            return new Answer(decryptor, Arrays.copyOfRange(frame, from, frame.length - 3));
        }
    }

    private static Answer begin(RawPeer peer, NoiseInitiator noise) throws Exception {
        peer.send(toListener(noise.message1()));
        Answer answer = Answer.of(peer.receive());
        noise.message2(answer.message2());
        return answer;
    }

    private static RawPeer greeted() throws IOException {
        RawPeer peer = node.connect().greet();
        peer.version();
        return peer;
    }

    @Test
    void messages1ThatAreNoneAreDroppedWithoutAnAnswer() throws Exception {
        byte[] one = new byte[32];
        one[0] = 1;
        for (byte[] message : new byte[][] {new byte[0], new byte[31], new byte[32], one, new byte[65_536]}) {
            try (RawPeer peer = greeted()) {
                peer.send(toListener(message));
                assertThat(peer.answers()).isTrue();
            }
        }
        node.unharmed();
    }

    @Test
    void anHonestHandshakeAfterAllItsBrokenFormsOpensAChannel() throws Exception {
        try (RawPeer peer = greeted()) {
            NoiseInitiator noise = new NoiseInitiator(home.identities(), key);
            Answer answer = begin(peer, noise);
            byte[] good = noise.message3(introduction);
            for (int length : new int[] {0, 1, 47, 48, 63, 64, good.length - 1}) {
                peer.send(to(answer.decryptor(), Arrays.copyOf(good, length)));
            }
            for (int i = 0; i < good.length; i += 7) {
                byte[] flipped = good.clone();
                flipped[i] ^= 1;
                peer.send(to(answer.decryptor(), flipped));
            }
            peer.send(to(answer.decryptor(), new byte[65_536]));
            peer.send(to(answer.decryptor(), noise.record(0, new byte[] {1})));
            peer.send(to(answer.decryptor(), good));
            assertThat(echoes(peer, answer, noise, 1)).isTrue();
        }
        node.unharmed();
    }

    /** Whether a message through the channel comes back, which is the first record from the node. */
    private static boolean echoes(RawPeer peer, Answer answer, NoiseInitiator noise, long number) throws Exception {
        byte[] inner = RawPeer.hex("82820081838182004465 63686f 81820042 6d65 43010203 40");
        peer.send(to(answer.decryptor(), noise.record(number, inner)));
        byte[] back = peer.receive();
        return back != null && back.length > inner.length + 24;
    }

    @Test
    void mutatedHandshakesHarmNobody(TestReporter reporter) throws Exception {
        long before = node.liveMemory();
        long begun = System.nanoTime();
        SplittableRandom random = new SplittableRandom(SEED);
        mutatedMessages1(random);
        mutatedMessages3(random);
        sealedPayloads(random);
        mutatedRecords(random);
        long took = (System.nanoTime() - begun) / 1_000_000;
        String verdict = node.unharmed();
        long after = node.liveMemory();
        int left = node.instances(WORKER);
        int all = MESSAGES_1 + RESPONDERS * MESSAGES_3_EACH + SEALED + RECORDS;
        reporter.publishEntry(
                "mutated handshakes",
                all + " with seed " + SEED + " in " + took + " ms; memory " + before + " MiB of objects before, "
                        + after + " MiB after; " + left + " handshakes left; " + verdict);
        assertThat(left).isLessThan(10);
        assertThat(after - before).as("MiB grown").isLessThan(32);
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        byte[] mutated =
                random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 64)) : bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return mutated;
    }

    private static void mutatedMessages1(SplittableRandom random) throws Exception {
        byte[] recorded = new NoiseInitiator(home.identities(), key).message1();
        for (int sent = 0; sent < MESSAGES_1; sent += 100) {
            byte[][] batch = new byte[100][];
            Arrays.setAll(batch, i -> toListener(mutate(recorded, random)));
            try (RawPeer peer = greeted()) {
                peer.send(batch);
                assertThat(peer.answers()).isTrue();
            }
        }
    }

    private static void mutatedMessages3(SplittableRandom random) throws Exception {
        for (int i = 0; i < RESPONDERS; i++) {
            try (RawPeer peer = greeted()) {
                NoiseInitiator noise = new NoiseInitiator(home.identities(), key);
                Answer answer = begin(peer, noise);
                byte[] good = noise.message3(introduction);
                byte[][] batch = new byte[MESSAGES_3_EACH][];
                Arrays.setAll(batch, each -> to(answer.decryptor(), mutate(good, random)));
                peer.send(batch);
                assertThat(peer.answers()).isTrue();
            }
        }
    }

    /** Introductions that are wrong, rightly sealed: only who they claim to be stands between them and a channel. */
    private static void sealedPayloads(SplittableRandom random) throws Exception {
        for (int i = 0; i < SEALED; i += 10) {
            try (RawPeer peer = greeted()) {
                for (int each = 0; each < 10; each++) {
                    NoiseInitiator noise = new NoiseInitiator(home.identities(), key);
                    Answer answer = begin(peer, noise);
                    peer.send(to(answer.decryptor(), noise.message3(mutate(introduction, random))));
                }
                assertThat(peer.answers()).isTrue();
            }
        }
    }

    /** Through a channel: records that are mutated, and mutated plaintexts in good records. */
    private static void mutatedRecords(SplittableRandom random) throws Exception {
        byte[] inner = RawPeer.hex("82820081838182004465 63686f 81820042 6d65 43010203 40");
        for (int i = 0; i < RECORDS; i += 50) {
            try (RawPeer peer = greeted()) {
                NoiseInitiator noise = new NoiseInitiator(home.identities(), key);
                Answer answer = begin(peer, noise);
                peer.send(to(answer.decryptor(), noise.message3(introduction)));
                for (int each = 0; each < 25; each++) {
                    peer.send(
                            to(answer.decryptor(), mutate(noise.record(each, inner), random)),
                            to(answer.decryptor(), noise.record(each, mutate(inner, random))));
                }
                assertThat(peer.answers()).isTrue();
            }
        }
    }

    @Test
    void tenThousandHalfOpenHandshakesStaySmallAndAreCollected(TestReporter reporter) throws Exception {
        long before = node.settledMemory();
        long objects = node.liveMemory();
        try (RawPeer peer = greeted()) {
            for (int i = 0; i < HALF_OPEN; i += 100) {
                byte[][] batch = new byte[100][];
                for (int each = 0; each < 100; each++) {
                    batch[each] = toListener(new NoiseInitiator(home.identities(), key).message1());
                }
                peer.send(batch);
                for (int each = 0; each < 100; each++) {
                    assertThat(peer.receive()).isNotNull();
                }
            }
            int halfOpen = node.instances(WORKER);
            long during = node.memory();
            long held = node.liveMemory() - objects;
            String verdict = node.unharmed();
            long begun = System.nanoTime();
            int left = node.instances(WORKER);
            while (left > 5 && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(60)) {
                new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                left = node.instances(WORKER);
            }
            long took = (System.nanoTime() - begun) / 1_000_000;
            reporter.publishEntry(
                    "half-open handshakes",
                    halfOpen + " half-open: " + before + " MiB before, " + during + " MiB during (" + held
                            + " MiB of objects), " + node.settledMemory() + " MiB after; " + left + " left after "
                            + took
                            + " ms; " + verdict);
            assertThat(halfOpen).isGreaterThanOrEqualTo(HALF_OPEN / 2);
            assertThat(during - before).as("MiB grown").isLessThan(100);
            assertThat(left).isLessThan(5);
            assertThat(peer.answers()).isTrue();
        }
    }
}
