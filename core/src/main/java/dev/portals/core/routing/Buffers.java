package dev.portals.core.routing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * How messages lie in memory. What this node says lies in one pooled heap buffer with room in front for every header
 * still to come and behind for every tag, so that only the cipher ever copies; heap, because AES-GCM is two to three times
 * faster on arrays. What came off a wire lies in direct buffers, perhaps several, and leaves from there if it is only
 * passed on.
 *
 * <p>Room is a buffer's own: a slice has none, so nobody writes into bytes that it shares.
 */
public final class Buffers {
    /** Room in front for a portal header, two channel headers with their routes, and a frame header. */
    public static final int HEADROOM = 768;
    /** Room behind for padding and tag of two channels and the end of a frame. */
    public static final int TAILROOM = 64;

    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    private static final ByteBufAllocator OTHER = new PooledByteBufAllocator(false);

    private static final int SCRATCH = 64 * 1024;

    private static final FastThreadLocal<byte[]> SCRATCHES = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH];
        }
    };

    private Buffers() {}

    /** An empty buffer for so many bytes, with room at both ends. */
    public static ByteBuf allocate(int length) {
        return allocate(ALLOCATOR, length);
    }

    private static ByteBuf allocate(ByteBufAllocator pool, int length) {
        return pool.heapBuffer(HEADROOM + length + TAILROOM, HEADROOM + length + TAILROOM)
                .setIndex(HEADROOM, HEADROOM);
    }

    /**
     * The same, certainly in another array than that buffer's. Pooled buffers share arrays, and the JDK's AES-GCM makes
     * a copy as large as the whole array when input and output lie in the same; two pools never share one.
     */
    public static ByteBuf allocateApartFrom(ByteBuf input, int length) {
        return allocate(input.alloc() == ALLOCATOR ? OTHER : ALLOCATOR, length);
    }

    /** A buffer with a copy of the bytes and room at both ends. */
    public static ByteBuf copyOf(byte[] bytes) {
        return allocate(bytes.length).writeBytes(bytes);
    }

    /**
     * The same bytes with at least so much room: the buffer itself if it has it and nobody else holds it, else a copy (and
     * the buffer is released). A view of another buffer shares its bytes even when its own count is one.
     */
    public static ByteBuf withRoom(ByteBuf payload, int front, int behind) {
        if (payload.hasArray()
                && isUnshared(payload)
                && payload.readerIndex() >= front
                && payload.writableBytes() >= behind) {
            return payload;
        }
        ByteBuf roomy = ALLOCATOR
                .heapBuffer(front + HEADROOM + payload.readableBytes() + behind + TAILROOM)
                .setIndex(front + HEADROOM, front + HEADROOM)
                .writeBytes(payload, payload.readerIndex(), payload.readableBytes());
        payload.release();
        return roomy;
    }

    /** Whether nobody else holds the buffer, nor any of those it is a view of. */
    private static boolean isUnshared(ByteBuf buffer) {
        for (ByteBuf each = buffer; each != null; each = each.unwrap()) {
            if (each.refCnt() != 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * What was read off a wire, in an array: its own, or this thread's, which holds it until the next call. What is
     * longer than a portal's longest message gets an array of its own.
     */
    public static Bytes inArray(ByteBuf buffer) {
        int length = buffer.readableBytes();
        if (buffer.hasArray()) {
            return new Bytes(buffer.array(), buffer.arrayOffset() + buffer.readerIndex(), length);
        }
        byte[] array = length <= SCRATCH ? SCRATCHES.get() : new byte[length];
        buffer.getBytes(buffer.readerIndex(), array, 0, length);
        return new Bytes(array, 0, length);
    }

    /**
     * Bytes where they lie.
     *
     * @param array that holds them
     * @param from the first
     * @param length how many
     */
    public record Bytes(byte[] array, int from, int length) {}

    /** The payload as an array of its own; the buffer is released. */
    public static byte[] toBytes(ByteBuf payload) {
        try {
            byte[] bytes = new byte[payload.readableBytes()];
            payload.readBytes(bytes);
            return bytes;
        } finally {
            payload.release();
        }
    }
}
