package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalMessageTest {
    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static String hex(ByteBuf buffer) {
        String hex = ByteBufUtil.hexDump(buffer);
        buffer.release();
        return hex;
    }

    private static PortalMessage.Payload payload(String hex) {
        return (PortalMessage.Payload) PortalMessage.decode(hex(hex));
    }

    private static String header(int length) {
        ByteBuf data = Buffers.allocate(length).writeZero(length);
        PortalMessage.wrap(data);
        return hex(data.writerIndex(data.writerIndex() - length));
    }

    @Test
    void theFourMessagesAreTheSpecifiedBytes() {
        assertThat(hex(new PortalMessage.Ping(null).encode())).isEqualTo("00");
        assertThat(hex(new PortalMessage.Pong(null).encode())).isEqualTo("01");
        assertThat(hex(new PortalMessage.Disconnect(null).encode())).isEqualTo("02");
        ByteBuf hello = Buffers.copyOf("hello".getBytes());
        PortalMessage.wrap(hello);
        assertThat(hex(hello)).isEqualTo("030568656c6c6f");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0300",
        "127, 037f",
        "128, 038001",
        "200, 03c801",
        "16383, 03ff7f",
        "16384, 03808001",
        "49152, 03808003",
        "131072, 03808008",
        "2097152, 0380808001"
    })
    void theLengthIsAVarint(int length, String expected) {
        assertThat(header(length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "030568656c6c6f, -1",
        "030568656c6c6f00, -1",
        "030568656c6c6f010000, 0",
        "030568656c6c6f01bbaa, 43707",
        "030568656c6c6f02aaaa, -1",
        "030568656c6c6f0105, -1",
        "030568656c6c6f010000ff, 0"
    })
    void everyFormOfPayloadIsRead(String hex, int counter) {
        PortalMessage.Payload payload = payload(hex);
        assertThat(payload.counter()).isEqualTo(counter);
        assertThat(hex(hex).toString(payload.from(), payload.length(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 49152, 65536, 131072, 1 << 20})
    void aPayloadOfAnySizeIsReadBack(int length) {
        ByteBuf data = Buffers.allocate(length).writeZero(length);
        PortalMessage.wrap(data);
        PortalMessage.Payload payload = (PortalMessage.Payload) PortalMessage.decode(data);
        assertThat(payload.length()).isEqualTo(length);
        assertThat(payload.from() + length).isEqualTo(data.writerIndex());
        data.release();
    }

    @Test
    void whatIsBehindPingPongAndDisconnectIsIgnored() {
        assertThat(PortalMessage.decode(hex("00ffff"))).isEqualTo(new PortalMessage.Ping(null));
        assertThat(PortalMessage.decode(hex("01ffff"))).isEqualTo(new PortalMessage.Pong(null));
        assertThat(PortalMessage.decode(hex("02ffff"))).isEqualTo(new PortalMessage.Disconnect(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "83",
                "ff",
                "03",
                "0380",
                "03056865",
                "0380808080808080808002",
                "03ffffffffffffffffff01",
                "038080808010",
                "03ffffffff07"
            })
    void whatIsNoMessageIsRefused(String hex) {
        assertThatThrownBy(() -> PortalMessage.decode(hex(hex))).isInstanceOf(DecodeException.class);
    }

    @Test
    void anyBytesAreAMessageOrADecodeException() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] &= 7;
            }
            if (bytes.length > 6 && random.nextBoolean()) {
                System.arraycopy(new byte[] {0x50, 0x6f, 0x72, 0x74, 1}, 0, bytes, 1, 5);
                bytes[6] &= 7;
            }
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            try {
                if (PortalMessage.decode(in) instanceof PortalMessage.Payload payload) {
                    assertThat(payload.from() + payload.length()).isLessThanOrEqualTo(bytes.length);
                }
            } catch (DecodeException e) {
                assertThat(e).hasMessageContaining("portal");
            }
        }
    }

    @Test
    void countersRunFromZeroAndWrap() {
        PacketCounter counter = new PacketCounter();
        for (int i = 0; i < 65536; i++) {
            assertThat(counter.accepts(i)).isTrue();
        }
        assertThat(counter.accepts(0)).isTrue();
        assertThat(counter.accepts(0)).isFalse();
        assertThat(counter.accepts(2)).isFalse();
        assertThat(counter.accepts(1)).isTrue();
        assertThat(new PacketCounter().accepts(1)).isFalse();
    }

    @Test
    void everyExtensionIsReadBack() {
        Extension[] all = {
            new Extension.Hello(1 << 20),
            new Extension.Credit(0xffffffffL),
            new Extension.Fin(),
            new Extension.Alive(true),
            new Extension.Alive(false),
            new Extension.Closed(PortalEnd.Reason.REFUSED, "the service at 127.0.0.1:1 refused the connection"),
            new Extension.Closed(PortalEnd.Reason.FINISHED, "")
        };
        for (Extension each : all) {
            ByteBuf encoded = new PortalMessage.Ping(each).encode();
            assertThat(PortalMessage.decode(encoded)).isEqualTo(new PortalMessage.Ping(each));
            encoded.release();
        }
        assertThat(hex(new PortalMessage.Ping(new Extension.Hello(0x100000)).encode()))
                .isEqualTo("00506f7274010000100000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00506f727401",
                "00506f72740100",
                "00506f72740100001000",
                "00506f72740101",
                "00506f72740103",
                "00506f72740104",
                "00506f7274010500000000",
                "00506f7274020000100000",
                "00506f7275010000100000"
            })
    void anExtensionThatIsCutOffOrUnknownIsNone(String hex) {
        assertThat(PortalMessage.decode(hex(hex))).isEqualTo(new PortalMessage.Ping(null));
    }

    @Test
    void aSentenceFromAPeerIsBoundedAndHasNoControlCharacters() {
        ByteBuf long0 = new PortalMessage.Disconnect(
                        new Extension.Closed(PortalEnd.Reason.RESET, "x\n\u001b[2J" + "y".repeat(500)))
                .encode();
        PortalMessage.Disconnect read = (PortalMessage.Disconnect) PortalMessage.decode(long0);
        Extension.Closed closed = (Extension.Closed) read.extension();
        assertThat(closed.sentence()).startsWith("x??[2Jyyy").hasSize(Limits.MAX_SENTENCE);
        long0.release();
        ByteBuf flood = hex("02506f7274010301" + "79".repeat(5000));
        assertThat(((Extension.Closed) ((PortalMessage.Disconnect) PortalMessage.decode(flood)).extension()).sentence())
                .hasSize(Limits.MAX_SENTENCE);
    }

    @Test
    void anUnknownReasonIsAnEndLikeAnyOther() {
        assertThat(PortalMessage.decode(hex("02506f72740103ee")))
                .isEqualTo(new PortalMessage.Disconnect(new Extension.Closed(PortalEnd.Reason.FINISHED, "")));
    }
}
