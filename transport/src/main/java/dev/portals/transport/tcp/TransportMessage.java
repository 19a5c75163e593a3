package dev.portals.transport.tcp;

import dev.portals.core.codec.Cbor;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A message on a TCP connection (spec 01 section 3.3).
 *
 * <pre>
 * 84 | onward route | return route | payload, byte string | 62 7b 7d, the tracing context "{}"
 * </pre>
 */
final class TransportMessage {
    private static final int ITEMS = 4;
    private static final int NO_CONTEXT = 0x627b7d;
    private static final int NO_CONTEXT_BYTES = 3;

    private TransportMessage() {}

    /**
     * Reads a message that lies in a heap buffer. Its payload is a slice of that buffer, which it retains.
     *
     * @param sender goes in front of the return route
     * @return null for a heartbeat, a message without an onward route
     */
    static @Nullable Message decode(ByteBuf buffer, int from, int length, Address sender, Inflow origin) {
        int base = buffer.arrayOffset();
        CborReader in = new CborReader(buffer.array(), base + from, base + from + length);
        CborReader.Items items = in.array();
        Route onward = Route.decode(items.required("onward_route"));
        Route returning = Route.decode(items.required("return_route"));
        int size = items.required("payload").byteSlice();
        int start = in.position() - size - base;
        if (items.present()) {
            checkContext(in);
        }
        items.finish();
        if (onward.isEmpty()) {
            return null;
        }
        return new Message(onward, returning.prepend(sender), buffer.retainedSlice(start, size), null, origin);
    }

    /** We don't trace; but the context must be text, and is bounded (spec 01 section 8.6). */
    private static void checkContext(CborReader in) {
        int from = in.position();
        if (!in.isText() || (in.source()[from] & 31) == 31) {
            throw new DecodeException("a tracing context is a text");
        }
        in.skip();
        int to = in.position();
        if (to - from > Limits.MAX_TRACING_CONTEXT) {
            throw new DecodeException("a tracing context is longer than " + Limits.MAX_TRACING_CONTEXT + " bytes");
        }
        for (int i = from; i < to; i++) {
            if (in.source()[i] < 0) {
                new CborReader(in.source(), from, to).text();
                return;
            }
        }
    }

    /**
     * The frame of a message: one direct buffer, which is the one copy that a socket needs of bytes on the heap anyway.
     * The payload is read, not released.
     *
     * @param onward what is left of the onward route for the peer
     * @return null if it would be longer than the limit
     */
    static @Nullable ByteBuf encode(Route onward, Message message, NettyLoop loop) {
        ByteBuf payload = message.payload();
        int size = payload.readableBytes();
        int head = Limits.LENGTH_BYTES
                + 1
                + onward.encodedLength()
                + message.returning().encodedLength()
                + Cbor.headLength(size);
        long length = (long) head - Limits.LENGTH_BYTES + size + NO_CONTEXT_BYTES;
        if (length > Limits.MAX_MESSAGE) {
            return null;
        }
        byte[] scratch = loop.scratch(head);
        int at = Limits.LENGTH_BYTES;
        at += Cbor.writeHead(scratch, at, 4, ITEMS);
        at += onward.encode(scratch, at);
        at += message.returning().encode(scratch, at);
        at += Cbor.writeHead(scratch, at, 2, size);
        int frameLength = Limits.LENGTH_BYTES + (int) length;
        return PooledByteBufAllocator.DEFAULT
                .directBuffer(frameLength, frameLength)
                .writeBytes(scratch, 0, at)
                .setInt(0, (int) length)
                .writeBytes(payload, payload.readerIndex(), size)
                .writeMedium(NO_CONTEXT);
    }
}
