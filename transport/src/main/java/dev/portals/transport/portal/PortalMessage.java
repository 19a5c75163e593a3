package dev.portals.transport.portal;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What two portal ends say to each other (spec 03 section 1.2).
 *
 * <pre>
 * 00  Ping
 * 01  Pong
 * 02  Disconnect         behind these three: an {@link Extension}, or nothing
 * 03  Payload            length, varint | data | nothing, or 00, or 01 and a packet counter, u16 little-endian
 * </pre>
 */
sealed interface PortalMessage {
    /** Opens a portal; later only a carrier of extensions. */
    record Ping(@Nullable Extension extension) implements PortalMessage {}

    /** The service is connected. */
    record Pong(@Nullable Extension extension) implements PortalMessage {}

    /** The portal is over. */
    record Disconnect(@Nullable Extension extension) implements PortalMessage {}

    /**
     * Bytes of the socket, left where they lie in the decoded buffer.
     *
     * @param from the index of the first
     * @param counter 0 to 65535, or {@link #NO_COUNTER}
     */
    record Payload(int from, int length, int counter) implements PortalMessage {}

    /** A payload without a packet counter. */
    int NO_COUNTER = -1;

    /** Most bytes in front of the data. */
    int MAX_HEADER = 6;

    /**
     * Reads a message; the buffer keeps its indices.
     *
     * @throws DecodeException if it is none
     */
    static PortalMessage decode(ByteBuf in) {
        int at = in.readerIndex();
        if (!in.isReadable()) {
            throw new DecodeException("a portal message has at least one byte");
        }
        return switch (in.getByte(at)) {
            case 0 -> new Ping(Extension.decode(in, at + 1));
            case 1 -> new Pong(Extension.decode(in, at + 1));
            case 2 -> new Disconnect(Extension.decode(in, at + 1));
            case 3 -> payload(in, at + 1);
            default -> throw new DecodeException("a portal message begins with 0 to 3");
        };
    }

    private static Payload payload(ByteBuf in, int start) {
        int at = start;
        int end = in.writerIndex();
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            if (at == end) {
                throw new DecodeException("the length of a portal's payload is cut off");
            }
            int next = in.getByte(at++);
            if (shift == 63 && (next & 0xfe) != 0) {
                throw new DecodeException("the length of a portal's payload has more than 64 bits");
            }
            length |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (length < 0 || length > end - at) {
            throw new DecodeException("a portal's payload is shorter than it says");
        }
        int behind = at + (int) length;
        int counter = end - behind >= 3 && in.getByte(behind) == 1 ? in.getUnsignedShortLE(behind + 1) : NO_COUNTER;
        return new Payload(at, (int) length, counter);
    }

    /** A message other than Payload in a new buffer. */
    default ByteBuf encode() {
        return switch (this) {
            case Ping ping -> encode(0, ping.extension());
            case Pong pong -> encode(1, pong.extension());
            case Disconnect disconnect -> encode(2, disconnect.extension());
            case Payload payload ->
                throw new IllegalArgumentException("a payload is wrapped where it lies: " + payload);
        };
    }

    private static ByteBuf encode(int tag, @Nullable Extension extension) {
        ByteBuf out = Buffers.allocate(extension == null ? 1 : 1 + Extension.MAX_LENGTH)
                .writeByte(tag);
        if (extension != null) {
            extension.encode(out);
        }
        return out;
    }

    /** Makes a Payload of the readable bytes by writing into the room in front of them, {@link #MAX_HEADER} at most. */
    static void wrap(ByteBuf data) {
        int length = data.readableBytes();
        int digits = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            digits++;
        }
        int at = data.readerIndex() - digits - 1;
        data.readerIndex(at);
        data.setByte(at++, 3);
        int rest = length;
        while (rest > 0x7f) {
            data.setByte(at++, rest | 0x80);
            rest >>>= 7;
        }
        data.setByte(at, rest);
    }
}
