package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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
                PooledByteBufAllocator.DEFAULT.heapBuffer().writeZero(3).writeBytes(message);
        try {
            return TransportMessage.decode(buffer, 3, message.length, SENDER, outflow -> {});
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
