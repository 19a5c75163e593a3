package dev.portals.transport.tcp;

import dev.portals.core.codec.DecodeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what was read into frames (spec 01 section 3.3).
 *
 * <pre>
 * offset  size  content
 * 0       4     N, big-endian, at most 16 MiB
 * 4       N     the message
 * </pre>
 *
 * A frame is handed on where it lies; one that spans reads, as one buffer made of several. The length that a frame claims
 * allocates nothing.
 */
final class FrameReader implements MemoryBudget.Holder {
    /** Takes the frames. */
    @FunctionalInterface
    interface Sink {
        /**
         * One message's bytes; the buffer is the reader's and must be retained to be kept.
         *
         * @return whether to go on
         */
        boolean message(ByteBuf buffer, int from, int length);
    }

    private final ByteBufAllocator allocator;
    private final Sink sink;
    private final MemoryBudget memory;
    private final Runnable giveUp;
    private @Nullable HalfFrame half;
    private volatile int held;
    private boolean ended;

    /**
     * A reader of one connection.
     *
     * @param memory for frames that have not come in full
     * @param giveUp ends the connection when it must give memory back
     */
    FrameReader(ByteBufAllocator allocator, MemoryBudget memory, Runnable giveUp, Sink sink) {
        this.allocator = allocator;
        this.memory = memory;
        this.giveUp = giveUp;
        this.sink = sink;
    }

    /**
     * Takes a buffer of bytes, which now belongs to the reader.
     *
     * @throws DecodeException if a frame claims more than the limit; the reader is then of no more use
     */
    void read(ByteBuf in) {
        try {
            while (!ended && in.isReadable()) {
                HalfFrame begun = half;
                if (begun == null
                        && in.readableBytes() >= Limits.LENGTH_BYTES
                        && in.readableBytes() >= frameLength(in)) {
                    emit(in);
                    continue;
                }
                if (begun == null) {
                    begun = new HalfFrame(allocator);
                    half = begun;
                }
                if (!fill(begun, in)) {
                    hold(begun);
                    return;
                }
                half = null;
                freed();
                ByteBuf frame = begun.whole();
                try {
                    emit(frame);
                } finally {
                    frame.release();
                }
            }
        } finally {
            in.release();
        }
    }

    /** Frees what has been collected. */
    void end() {
        ended = true;
        if (half != null) {
            half.release();
            half = null;
            freed();
        }
    }

    private void hold(HalfFrame frame) {
        if (held != frame.held()) {
            held = frame.held();
            memory.held(this);
        }
    }

    private void freed() {
        held = 0;
        memory.released(this);
    }

    @Override
    public long bytes() {
        return held;
    }

    @Override
    public void giveUp() {
        giveUp.run();
    }

    private void emit(ByteBuf in) {
        int from = in.readerIndex() + Limits.LENGTH_BYTES;
        int length = frameLength(in) - Limits.LENGTH_BYTES;
        in.readerIndex(from + length);
        if (!sink.message(in, from, length)) {
            ended = true;
        }
    }

    /** Moves as much as the frame still needs; true when it is complete. */
    private static boolean fill(HalfFrame frame, ByteBuf in) {
        if (frame.length() < Limits.LENGTH_BYTES) {
            frame.take(in, Math.min(Limits.LENGTH_BYTES - frame.length(), in.readableBytes()));
            if (frame.length() < Limits.LENGTH_BYTES) {
                return false;
            }
        }
        int wanted = frameLength(frame.claim());
        frame.take(in, Math.min(wanted - frame.length(), in.readableBytes()));
        return frame.length() == wanted;
    }

    private static int frameLength(ByteBuf in) {
        return frameLength(in.getInt(in.readerIndex()));
    }

    private static int frameLength(int length) {
        if (length < 0 || length > Limits.MAX_MESSAGE) {
            throw new DecodeException("a frame claims more than " + Limits.MAX_MESSAGE + " bytes");
        }
        return Limits.LENGTH_BYTES + length;
    }
}
