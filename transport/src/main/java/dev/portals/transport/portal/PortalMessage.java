package dev.portals.transport.portal;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;

/**
 * What the two ends of a portal say to each other (spec 03 section 1.2).
 *
 * <pre>
 * 00                     Ping
 * 01                     Pong
 * 02                     Disconnect
 * 03 | length | bytes    Payload; behind the bytes perhaps 01 and a counter of 2 bytes, little-endian
 * </pre>
 *
 * <p>Peers ignore what follows the first byte of the first three. There, and only there, our own nodes say more:
 *
 * <pre>
 * 00 | 50 31 01 | n      Ping with credit: the other end may send so many bytes (more)
 * 01 | 50 31 01 | n      Pong with credit: as above; the outlet understands extensions too
 * 00 | 50 31 02          no more bytes will come from here (half-close); only to an end that has granted credit
 * 02 | 50 31 03 | code   Disconnect with its reason, a {@link PortalEnd}
 * </pre>
 */
sealed interface PortalMessage {
    /** The most bytes one Payload carries when we send it; larger ones are taken. */
    int PAYLOAD_LIMIT = 48 * 1024;
    /** Room that a Payload's head needs in front of its bytes. */
    int HEAD = 1 + 5;

    /** Somebody wants a connection, grants credit, or (negative credit) has finished sending. */
    record Ping(Extension extension) implements PortalMessage {}

    /** The connection is there. */
    record Pong(Extension extension) implements PortalMessage {}

    /** The connection is over. */
    record Disconnect(PortalEnd reason) implements PortalMessage {}

    /**
     * Bytes of the connection; they lie in the message's buffer.
     *
     * @param from index of the first byte in the buffer
     * @param length number of bytes
     * @param counter the packet counter, or -1 for none
     */
    record Payload(int from, int length, int counter) implements PortalMessage {}

    /**
     * What our own nodes add.
     *
     * @param kind see the constants
     * @param value credit in bytes, or a code
     */
    record Extension(int kind, long value) {
        static final int NONE = 0;
        static final int CREDIT = 1;
        static final int FIN = 2;
        static final int REASON = 3;
        static final Extension ABSENT = new Extension(NONE, 0);

        boolean isCredit() {
            return kind == CREDIT;
        }
    }

    /** Reads the message in the buffer, whose indexes stay; what makes no sense is a {@link DecodeException}. */
    static PortalMessage decode(ByteBuf buffer) {
        if (!buffer.isReadable()) {
            throw new DecodeException("an empty portal message");
        }
        int at = buffer.readerIndex();
        return switch (buffer.getByte(at)) {
            case 0 -> new Ping(extension(buffer));
            case 1 -> new Pong(extension(buffer));
            case 2 -> {
                Extension extension = extension(buffer);
                yield new Disconnect(
                        extension.kind == Extension.REASON
                                ? PortalEnd.of((int) Math.min(extension.value, 255))
                                : PortalEnd.FINISHED);
            }
            case 3 -> payload(buffer);
            default -> throw new DecodeException("there is no such portal message");
        };
    }

    private static Payload payload(ByteBuf buffer) {
        int end = buffer.writerIndex();
        long length = 0;
        int at = buffer.readerIndex() + 1;
        for (int n = 0; ; n++) {
            if (at >= end) {
                throw new DecodeException("a portal payload ends too early");
            }
            int b = buffer.getByte(at++) & 0xff;
            if (n == 9 && b != 1) {
                throw new DecodeException("a portal payload's length is too long");
            }
            length |= (long) (b & 0x7f) << 7 * n;
            if (b < 0x80) {
                break;
            }
        }
        if (length < 0 || length > end - at) {
            throw new DecodeException("a portal payload ends too early");
        }
        int behind = at + (int) length;
        int counter = -1;
        if (end - behind >= 3 && buffer.getByte(behind) == 1) {
            counter = buffer.getUnsignedShortLE(behind + 1);
        }
        return new Payload(at, (int) length, counter);
    }

    private static Extension extension(ByteBuf buffer) {
        int at = buffer.readerIndex() + 1;
        int end = buffer.writerIndex();
        if (end - at < 3 || buffer.getByte(at) != 0x50 || buffer.getByte(at + 1) != 0x31) {
            return Extension.ABSENT;
        }
        int kind = buffer.getByte(at + 2);
        long value = 0;
        for (int i = at + 3, shift = 0; i < end && shift < 49; i++, shift += 7) {
            int b = buffer.getByte(i);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        return kind >= Extension.CREDIT && kind <= Extension.REASON ? new Extension(kind, value) : Extension.ABSENT;
    }

    /** A Ping that grants credit; peers see a Ping. */
    static ByteBuf ping(long credit) {
        return extended(0, Extension.CREDIT, credit);
    }

    /** A Pong that grants credit; peers see a Pong. */
    static ByteBuf pong(long credit) {
        return extended(1, Extension.CREDIT, credit);
    }

    /** A Pong as peers send it. */
    static ByteBuf pong() {
        return Buffers.copyOf(new byte[] {1});
    }

    /** The half-close. */
    static ByteBuf fin() {
        return Buffers.copyOf(new byte[] {0, 0x50, 0x31, Extension.FIN});
    }

    /** A Disconnect with its reason; peers see a Disconnect. */
    static ByteBuf disconnect(PortalEnd reason) {
        return extended(2, Extension.REASON, reason.code());
    }

    private static ByteBuf extended(int tag, int kind, long value) {
        byte[] bytes = new byte[4 + Bare.uintLength(value)];
        bytes[0] = (byte) tag;
        bytes[1] = 0x50;
        bytes[2] = 0x31;
        bytes[3] = (byte) kind;
        Bare.writeUint(bytes, 4, value);
        return Buffers.copyOf(bytes);
    }

    /** Writes a Payload's head into the room in front of the bytes, which are the buffer's readable ones. */
    static void wrap(ByteBuf bytes) {
        int length = bytes.readableBytes();
        int head = 1 + Bare.uintLength(length);
        int at = bytes.readerIndex() - head;
        bytes.setByte(at, 3);
        for (int i = at + 1, left = length; i < at + head; i++, left >>>= 7) {
            bytes.setByte(i, left > 0x7f ? left & 0x7f | 0x80 : left);
        }
        bytes.readerIndex(at);
    }
}
