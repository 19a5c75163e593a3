package dev.portals.transport.tcp;

import dev.portals.core.codec.Cbor;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.Address;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
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
    private static final byte FOUR_ITEMS = (byte) 0x84;
    /** What a long message is looked at of at first: in nearly all, its two routes and where its payload begins. */
    private static final int HEAD = 512;
    /** From this length on, bytes off a wire are not copied but lent; below, the buffer they lie in may be far larger. */
    private static final int LENT = 16 * 1024;

    private static final int NO_CONTEXT = 0x627b7d;
    private static final int NO_CONTEXT_BYTES = 3;

    private static final ByteBuf END = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(NO_CONTEXT_BYTES).writeMedium(NO_CONTEXT).asReadOnly());

    private TransportMessage() {}

    /**
     * Reads a message. Its payload is a slice of the buffer, which it retains.
     *
     * @param sender goes in front of the return route
     * @param loop the one that this runs on
     * @return null for a heartbeat, a message without an onward route
     */
    static @Nullable Message decode(
            ByteBuf buffer, int from, int length, Address sender, Inflow origin, NettyLoop loop) {
        if (length > HEAD) {
            byte[] head = loop.scratch(HEAD);
            buffer.getBytes(from, head, 0, HEAD);
            if (head[0] == FOUR_ITEMS && buffer.getMedium(from + length - NO_CONTEXT_BYTES) == NO_CONTEXT) {
                CborReader in = new CborReader(head, 1, HEAD);
                try {
                    Route onward = Route.decode(in);
                    Route returning = Route.decode(in);
                    long size = in.byteStringHead();
                    int start = in.position();
                    if (start + size + NO_CONTEXT_BYTES == length) {
                        return message(onward, returning, buffer, from + start, (int) size, sender, origin);
                    }
                } catch (DecodeException e) {
                    // Routes of that length, or worse: seen below.
                }
            }
        }
        byte[] all = loop.scratch(length);
        buffer.getBytes(from, all, 0, length);
        CborReader in = new CborReader(all, 0, length);
        CborReader.Items items = in.array();
        Route onward = Route.decode(items.required("onward_route"));
        Route returning = Route.decode(items.required("return_route"));
        int size = items.required("payload").byteSlice();
        int start = in.position() - size;
        if (items.present()) {
            checkContext(in);
        }
        items.finish();
        return message(onward, returning, buffer, from + start, size, sender, origin);
    }

    private static @Nullable Message message(
            Route onward, Route returning, ByteBuf buffer, int from, int size, Address sender, Inflow origin) {
        return onward.isEmpty()
                ? null
                : new Message(onward, returning.prepend(sender), buffer.retainedSlice(from, size), null, origin);
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
     * The frame of a message, in direct memory as sockets want it. A long payload that came off a wire is lent to the
     * frame; anything else is copied, as it would be on its way to the socket anyway. The payload is read, not released.
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
        ByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;
        if (payload.isDirect() && size >= LENT) {
            return pool.compositeDirectBuffer(3)
                    .addFlattenedComponents(
                            true,
                            pool.directBuffer(at, at).writeBytes(scratch, 0, at).setInt(0, (int) length))
                    .addFlattenedComponents(true, payload.retainedSlice())
                    .addFlattenedComponents(true, END.duplicate());
        }
        int frameLength = Limits.LENGTH_BYTES + (int) length;
        return pool.directBuffer(frameLength, frameLength)
                .writeBytes(scratch, 0, at)
                .setInt(0, (int) length)
                .writeBytes(payload, payload.readerIndex(), size)
                .writeMedium(NO_CONTEXT);
    }
}
