package dev.portals.core.channel;

import dev.portals.core.codec.Cbor;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.Credential;
import dev.portals.core.identity.ChangeHistory;
import dev.portals.core.routing.Buffers;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.List;

/**
 * The plaintext of a data message (spec 02 section 5.11).
 *
 * <pre>
 * 82 | message | padding, a byte string, sent empty
 *      82 00 81 83 | onward route | return route | payload, a byte string      Payload
 *      82 01 81 82 | change history | array of credentials                     RefreshCredentials
 *      82 02 80                                                                Close
 * </pre>
 */
sealed interface ChannelMessage {
    /** Bytes of a payload message in front of its routes. */
    int FIXED_HEAD = 5;

    /**
     * A routed message; its payload is left where it is.
     *
     * @param onward where it goes in our node
     * @param returning the way back in the peer's node
     * @param from index of the payload in the array that was read
     * @param to index after it
     */
    record Payload(Route onward, Route returning, int from, int to) implements ChannelMessage {}

    /**
     * The peer presents a credential again; decoded by {@link Refresh}.
     *
     * @param from index of its fields in the array that was read
     * @param to index after them
     */
    record RefreshCredentials(int from, int to) implements ChannelMessage {}

    /** The peer has closed its end. */
    record Close() implements ChannelMessage {
        private static final byte[] ENCODED = HexFormat.of().parseHex("8282028040");

        static byte[] encode() {
            return ENCODED.clone();
        }
    }

    /**
     * The content of RefreshCredentials.
     *
     * @param history the peer's, perhaps newer
     * @param credentials one in practice
     */
    record Refresh(ChangeHistory history, List<Credential> credentials) {
        static Refresh decode(byte[] encoded) {
            CborReader in = new CborReader(encoded);
            CborReader.Items items = in.array();
            ChangeHistory history = ChangeHistory.decode(items.required("change history"));
            List<Credential> credentials = IdentityPayload.decodeCredentials(items.required("credentials"));
            return new Refresh(history, credentials);
        }

        /** The whole plaintext. */
        byte[] encode() {
            CborWriter out = new CborWriter(1024)
                    .array(2)
                    .array(2)
                    .uint(1)
                    .array(1)
                    .array(2)
                    .raw(history.encode())
                    .array(credentials.size());
            credentials.forEach(credential -> out.raw(credential.encode()));
            return out.bytes(new byte[0]).toBytes();
        }
    }

    /** Reads a plaintext; anything else is a {@link DecodeException}. */
    static ChannelMessage decode(byte[] array, int from, int to) {
        CborReader in = new CborReader(array, from, to);
        CborReader.Items padded = in.array();
        padded.required("message");
        ChannelMessage message = switch (in.variant()) {
            case 0 -> payload(in);
            case 1 -> refresh(in);
            case 2 -> {
                in.array().finish();
                yield new Close();
            }
            default -> throw new DecodeException("a channel message of an unknown kind");
        };
        padded.required("padding").byteSlice();
        padded.finish();
        return message;
    }

    private static ChannelMessage payload(CborReader in) {
        CborReader.Items fields = in.array();
        fields.required("message");
        CborReader.Items items = in.array();
        Route onward = Route.decode(items.required("onward route"));
        Route returning = Route.decode(items.required("return route"));
        int length = items.required("payload").byteSlice();
        int end = in.position();
        items.finish();
        fields.finish();
        return new Payload(onward, returning, end - length, end);
    }

    private static ChannelMessage refresh(CborReader in) {
        CborReader.Items fields = in.array();
        fields.required("credentials");
        int from = in.position();
        in.skip();
        int to = in.position();
        fields.finish();
        return new RefreshCredentials(from, to);
    }

    /** Wraps a payload into its message: in the same buffer if that has room, and the buffer given is given away. */
    static ByteBuf wrap(Route onward, Route returning, ByteBuf payload) {
        int length = payload.readableBytes();
        int head = FIXED_HEAD + onward.encodedLength() + returning.encodedLength() + Cbor.headLength(length);
        ByteBuf plain = Buffers.withRoom(payload, head, 1);
        plain.readerIndex(plain.readerIndex() - head);
        byte[] array = plain.array();
        int at = plain.arrayOffset() + plain.readerIndex();
        array[at++] = (byte) 0x82;
        array[at++] = (byte) 0x82;
        array[at++] = 0;
        array[at++] = (byte) 0x81;
        array[at++] = (byte) 0x83;
        at += onward.encode(array, at);
        at += returning.encode(array, at);
        Cbor.writeHead(array, at, 2, length);
        return plain.writeByte(0x40);
    }
}
