package dev.portals.transport.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborReader;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plaintexts that a real node exchanged, {@code vectors/portal-session.json}: onward, return, portal message. */
class RecordedSessionTest {
    @Test
    void aRealPortalsMessagesAreReadAndWrittenTheSame() throws IOException {
        JsonNode session;
        try (var in = getClass().getResourceAsStream("/vectors/portal-session.json")) {
            session = new ObjectMapper().readTree(in);
        }
        List<String> seen = new ArrayList<>();
        for (JsonNode each : session.get("messages")) {
            byte[] bytes = ByteBufUtil.decodeHexDump(each.get("hex").asText());
            ByteBuf payload = Unpooled.wrappedBuffer(payload(bytes));
            PortalMessage message = PortalMessage.decode(payload);
            seen.add(message.getClass().getSimpleName());
            ByteBuf again = again(payload, message);
            assertThat(ByteBufUtil.hexDump(again)).isEqualTo(ByteBufUtil.hexDump(payload));
            again.release();
        }
        assertThat(seen).containsExactly("Ping", "Pong", "Payload", "Payload", "Payload", "Payload", "Disconnect");
    }

    private static byte[] payload(byte[] plaintext) {
        CborReader in = new CborReader(plaintext);
        in.array().required("record");
        CborReader.Items kind = in.array();
        assertThat(kind.required("kind").uint(0)).isZero();
        kind.required("fields");
        in.array().required("message");
        CborReader.Items items = in.array();
        items.required("onward");
        Route.decode(in);
        items.required("return");
        Route.decode(in);
        items.required("payload");
        return in.bytes();
    }

    private static ByteBuf again(ByteBuf payload, PortalMessage message) {
        if (message instanceof PortalMessage.Payload data) {
            byte[] bytes = new byte[data.length()];
            payload.getBytes(data.from(), bytes);
            ByteBuf buffer = Buffers.copyOf(bytes);
            PortalMessage.wrap(buffer);
            return buffer;
        }
        return message.encode();
    }
}
