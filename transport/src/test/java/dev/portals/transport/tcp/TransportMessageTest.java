package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TransportMessageTest {
    private static final NettyLoops LOOPS = new NettyLoops(1);
    private static final NettyLoop LOOP = LOOPS.loops().getFirst();
    private static final Address SENDER = Address.local("sender");

    @AfterAll
    static void close() {
        LOOPS.close();
    }

    private static Message decode(byte[] message) {
        ByteBuf buffer =
                PooledByteBufAllocator.DEFAULT.directBuffer().writeZero(3).writeBytes(message);
        try {
            return TransportMessage.decode(buffer, 3, message.length, SENDER, outflow -> {}, LOOP);
        } finally {
            buffer.release();
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/tcp-verdicts.csv", numLinesToSkip = 1)
    void bytesAreAcceptedAsPeersAcceptThem(String hex, boolean accepted) {
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        if (accepted) {
            Message decoded = decode(message);
            if (decoded != null) {
                assertThat(decoded.onward().first()).isEqualTo(Address.local("a"));
                decoded.release();
            }
        } else {
            assertThatThrownBy(() -> decode(message)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void anEmptyFrameIsRefused() {
        assertThatThrownBy(() -> decode(new byte[0])).isInstanceOf(DecodeException.class);
    }

    @Test
    void aTracingContextIsBounded() {
        byte[] fits = HexFormat.of().parseHex("84818200416180" + "40");
        String longest = "x".repeat(Limits.MAX_TRACING_CONTEXT - 3);
        decode(join(fits, new CborWriter().text(longest).toBytes())).release();
        assertThatThrownBy(() ->
                        decode(join(fits, new CborWriter().text(longest + "x").toBytes())))
                .isInstanceOf(DecodeException.class);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @Test
    void everyRecordedFrameIsReencodedToItsBytes() throws Exception {
        try (InputStream in = TransportMessageTest.class.getResourceAsStream("/vectors/relay-registration.json")) {
            JsonNode recorded = new ObjectMapper().readTree(in);
            int count = 0;
            for (String side : List.of("registrant", "user")) {
                for (JsonNode each : recorded.get(side)) {
                    byte[] bytes = HexFormat.of().parseHex(each.get("hex").asText());
                    Message message = decode(bytes);
                    assertThat(message.returning().first()).isEqualTo(SENDER);
                    Message original = message.withRoutes(
                            message.onward(), message.returning().rest());
                    ByteBuf frame = TransportMessage.encode(original.onward(), original, LOOP);
                    assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(RawPeer.framed(bytes));
                    frame.release();
                    message.release();
                    count++;
                }
            }
            assertThat(count).isEqualTo(6);
        }
    }

    @Test
    void aLongPayloadOffTheWireIsLentToTheNextFrame() {
        for (int length : new int[] {0, 500, 16 * 1024 - 1, 16 * 1024, 48 * 1024, 1 << 20}) {
            byte[] bytes = longMessage(2, length);
            Message message = decode(bytes);
            int held = message.payload().refCnt();
            Message original =
                    message.withRoutes(message.onward(), message.returning().rest());
            ByteBuf frame = TransportMessage.encode(original.onward(), original, LOOP);
            assertThat(message.payload().refCnt() > held).isEqualTo(length >= 16 * 1024);
            assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(RawPeer.framed(bytes));
            assertThat(frame.isDirect()).isTrue();
            frame.release();
            message.release();
            assertThat(message.payload().refCnt()).isZero();
        }
    }

    @Test
    void aLongPayloadOfOurOwnIsCopiedIntoItsFrame() {
        byte[] bytes = longMessage(2, 100_000);
        Message message = decode(bytes);
        ByteBuf own = Buffers.copyOf(ByteBufUtil.getBytes(message.payload()));
        Message ours = new Message(message.onward(), message.returning().rest(), own, null, null);
        ByteBuf frame = TransportMessage.encode(ours.onward(), ours, LOOP);
        assertThat(own.refCnt()).isEqualTo(1);
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(RawPeer.framed(bytes));
        frame.release();
        message.release();
        own.release();
    }

    @Test
    void aLongMessageIsReadAsAShortOneWhateverItsRoutesAndItsEnd() {
        for (int hops : new int[] {1, 5, 64}) {
            for (String end : List.of("627b7d", "6178", "60", "")) {
                byte[] with = longMessage(hops, 5000);
                byte[] bytes = join(
                        Arrays.copyOf(with, with.length - 3), HexFormat.of().parseHex(end));
                if (end.isEmpty()) {
                    bytes[0] = (byte) 0x83;
                }
                Message message = decode(bytes);
                assertThat(message.onward().size()).isEqualTo(hops);
                assertThat(message.payload().readableBytes()).isEqualTo(5000);
                assertThat(message.payload().getByte(message.payload().readerIndex() + 4999))
                        .isEqualTo((byte) 4999);
                message.release();
            }
        }
    }

    @Test
    void aLongMessageThatIsCutOffOrClaimsTooMuchIsRefused() {
        byte[] good = longMessage(2, 5000);
        for (int length = 600; length < good.length; length += 97) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(DecodeException.class);
        }
        for (String claim : List.of("5bffffffffffffffff", "5b7fffffffffffffff", "5affffffff", "5a00001389")) {
            byte[] routes = Arrays.copyOf(good, good.length - 5003 - 3);
            byte[] bytes = join(join(routes, HexFormat.of().parseHex(claim)), new byte[5000]);
            assertThatThrownBy(() -> decode(bytes)).isInstanceOf(DecodeException.class);
        }
    }

    /** With an onward route of so many hops and a payload of bytes that count. */
    private static byte[] longMessage(int hops, int length) {
        Route onward = Route.of(IntStream.range(0, hops)
                .mapToObj(i -> Address.local("worker" + i))
                .toList());
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) i;
        }
        ByteBuf direct = Unpooled.directBuffer().writeBytes(payload);
        Message message = new Message(onward, Route.of(Address.local("back")), direct, null, null);
        ByteBuf frame = TransportMessage.encode(onward, message, LOOP);
        byte[] bytes = ByteBufUtil.getBytes(frame, 4, frame.readableBytes() - 4);
        frame.release();
        message.release();
        return bytes;
    }

    @Test
    void mutatedFramesOnlyEverFailToDecode() {
        Random random = new Random(42);
        byte[] good = HexFormat.of().parseHex(RawPeer.TO_ECHO);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int j = random.nextInt(5); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Message message = decode(bytes);
                if (message != null) {
                    accepted++;
                    assertThat(message.payload().readableBytes()).isLessThan(good.length);
                    message.release();
                    assertThat(message.payload().refCnt()).isZero();
                }
            } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(accepted).isPositive().isLessThan(50_000);
    }
}
