package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.Cbor;
import dev.portals.core.routing.Address;
import dev.portals.transport.testing.Await;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a raw socket sees of a node of ours (spec 01 section 11.3). */
class WireTest {
    private final TestPeer node = new TestPeer(2);
    private TcpListener listener;

    @BeforeEach
    void listen() {
        listener = node.listen();
        node.echo("echo", listener.spawner());
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static void assertEchoes(RawPeer peer) {
        peer.frame(RawPeer.TO_ECHO);
        assertThat(peer.hexFrame()).isEqualTo(RawPeer.FROM_ECHO);
    }

    private void assertForgotten(int sizeBefore) {
        Await.until("the connection is gone", () -> node.transport.connections().isEmpty());
        Await.until("its workers are gone", () -> node.node.router().size() == sizeBefore);
    }

    @Test
    void theVersionIsTheFirstByteEvenIfThePeerSaysNothing() {
        try (RawPeer peer = RawPeer.connect(listener)) {
            assertThat(peer.read(1)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "00", "ff"})
    void anotherVersionIsCutOff(String version) {
        int before = node.node.router().size();
        try (RawPeer peer = RawPeer.connect(listener)) {
            assertThat(peer.read(1)).containsExactly(1);
            peer.send(version);
            assertThat(peer.isCutOff()).isTrue();
        }
        assertForgotten(before);
    }

    @Test
    void aPeerThatLeavesBeforeItsVersionIsForgotten() {
        int before = node.node.router().size();
        try (RawPeer peer = RawPeer.connect(listener)) {
            peer.read(1);
            Await.until("it is up", () -> !node.transport.connections().isEmpty());
        }
        assertForgotten(before);
    }

    @Test
    void aPeerThatNeverSaysItsVersionIsCutOff() {
        try (TestPeer impatient = new TestPeer(1, Duration.ofMillis(50));
                RawPeer silent = RawPeer.connect(impatient.listen())) {
            assertThat(silent.read(1)).containsExactly(1);
            assertThat(silent.isCutOff()).isTrue();
        }
    }

    @Test
    void theTimeForTheVersionEndsWithIt() {
        try (TestPeer impatient = new TestPeer(1, Duration.ofMillis(50))) {
            TcpListener its = impatient.listen();
            impatient.echo("echo", its.spawner());
            try (RawPeer peer = RawPeer.greet(its)) {
                assertEchoes(peer);
                try (RawPeer silent = RawPeer.connect(its)) {
                    silent.read(1);
                    assertThat(silent.isCutOff()).isTrue();
                }
                assertEchoes(peer);
            }
        }
    }

    @Test
    void theWorkedExampleIsAnsweredToTheByte() {
        try (RawPeer peer = RawPeer.greet(listener)) {
            assertEchoes(peer);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/tcp-forms.csv", numLinesToSkip = 1)
    void everyAcceptedFormIsAnswered(String form, String hex) {
        try (RawPeer peer = RawPeer.greet(listener)) {
            peer.frame(hex.replace(" ", ""));
            assertThat(peer.hexFrame()).as(form).isEqualTo(RawPeer.FROM_ECHO);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "01000001", "ffffffff", "00000001a0", "00000003828080", "0000000584808040f7"})
    void aBadFrameEndsTheConnection(String bytes) {
        int before = node.node.router().size();
        try (RawPeer peer = RawPeer.greet(listener)) {
            peer.send(bytes);
            assertThat(peer.isCutOff()).isTrue();
        }
        assertForgotten(before);
    }

    @Test
    void theLongestMessageIsDelivered() {
        TestPeer.Sink sink = node.sink("sink");
        node.node.flows().addConsumer(Address.local("sink"), listener.spawner());
        byte[] head = HexFormat.of().parseHex("84818200447369" + "6e6b" + "80");
        byte[] message = new byte[Limits.MAX_MESSAGE];
        int size = message.length - head.length - Cbor.headLength(1 << 20) - 3;
        System.arraycopy(head, 0, message, 0, head.length);
        Cbor.writeHead(message, head.length, 2, size);
        byte[] payload = new byte[size];
        new Random(1).nextBytes(payload);
        System.arraycopy(payload, 0, message, message.length - 3 - size, size);
        System.arraycopy(HexFormat.of().parseHex("627b7d"), 0, message, message.length - 3, 3);
        try (RawPeer peer = RawPeer.greet(listener)) {
            peer.frame(message);
            Await.until("it came", () -> !sink.received.isEmpty());
            assertThat(sink.received.peek().payload()).isEqualTo(payload);
            assertEchoes(peer);
        }
    }

    @Test
    void heartbeatsAreIgnored() {
        try (RawPeer peer = RawPeer.greet(listener)) {
            peer.send("0000000784808040627b7d" + "0000000584808040f6");
            assertEchoes(peer);
        }
        assertThat(node.transport.metrics().messagesIn()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "848182004561626364658040f6", // nobody has that name
                "8481820046666f7262696480" + "40f6", // somebody has it, but isn't a consumer
                "848182014e3132372e302e302e313a343030308040f6" // a TCP address as the first hop
            })
    void whatCanNotBeDeliveredIsDroppedSilently(String hex) {
        TestPeer.Sink forbidden = node.sink("forbid");
        try (RawPeer peer = RawPeer.greet(listener)) {
            peer.frame(hex);
            assertEchoes(peer);
        }
        assertThat(forbidden.received).isEmpty();
        assertThat(node.transport.metrics().opened()).isEqualTo(1);
    }

    @Test
    void framesArriveInOneByteSteps() {
        try (RawPeer peer = RawPeer.connect(listener)) {
            peer.read(1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(1);
            for (int i = 0; i < 3; i++) {
                bytes.writeBytes(RawPeer.framed(HexFormat.of().parseHex(RawPeer.TO_ECHO)));
            }
            for (byte each : bytes.toByteArray()) {
                peer.send(new byte[] {each});
            }
            for (int i = 0; i < 3; i++) {
                assertThat(peer.hexFrame()).isEqualTo(RawPeer.FROM_ECHO);
            }
        }
    }

    @Test
    void manyFramesInOneSegmentAreAnsweredInOrder() {
        try (RawPeer peer = RawPeer.greet(listener)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] message = HexFormat.of().parseHex(RawPeer.TO_ECHO);
            for (int i = 0; i < 500; i++) {
                message[message.length - 5] = (byte) i;
                message[message.length - 6] = (byte) (i >> 8);
                bytes.writeBytes(RawPeer.framed(message));
            }
            peer.send(bytes.toByteArray());
            for (int i = 0; i < 500; i++) {
                byte[] answer = peer.frame();
                assertThat((answer[answer.length - 6] & 0xff) << 8 | answer[answer.length - 5] & 0xff)
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void theRecordingOfARealNodeIsRepeatedToTheByte() throws Exception {
        node.answering("uppercase", listener.spawner(), WireTest::uppercase);
        try (RawPeer peer = RawPeer.connect(listener);
                InputStream in = WireTest.class.getResourceAsStream("/vectors/tcp-echo.json")) {
            for (JsonNode step : new ObjectMapper().readTree(in).get("bytes")) {
                String hex = step.get("hex").asText();
                if (step.get("dir").asText().equals(">")) {
                    peer.send(hex);
                } else {
                    assertThat(HexFormat.of().formatHex(peer.read(hex.length() / 2)))
                            .as(step.get("what").asText())
                            .isEqualTo(hex);
                }
            }
        }
    }

    private static ByteBuf uppercase(ByteBuf payload) {
        for (int i = payload.readerIndex() + 1; i < payload.writerIndex(); i++) {
            payload.setByte(i, Character.toUpperCase(payload.getByte(i)));
        }
        return payload;
    }

    @Test
    void garbageNeverHurtsAnybodyElse() {
        Random random = new Random(7);
        try (RawPeer good = RawPeer.greet(listener)) {
            for (int i = 0; i < 200; i++) {
                byte[] message = HexFormat.of().parseHex(RawPeer.TO_ECHO);
                for (int j = 0; j < 3; j++) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt();
                }
                try (RawPeer bad = RawPeer.greet(listener)) {
                    bad.frame(Arrays.copyOf(message, 1 + random.nextInt(message.length)));
                }
            }
            assertEchoes(good);
            Await.until(
                    "only the good one is left",
                    () -> node.transport.connections().size() == 1);
        }
    }
}
