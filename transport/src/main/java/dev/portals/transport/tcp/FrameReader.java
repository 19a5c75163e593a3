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
 * A frame that lies inside one read is handed on where it lies. One that spans reads is collected in a buffer that grows
 * with the bytes that really came, to less than twice their number; the length it claims allocates nothing.
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
    private @Nullable ByteBuf collected;
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
                ByteBuf frame = collected;
                if (frame != null) {
                    boolean whole = fill(frame, in);
                    if (!whole) {
                        hold(frame);
                        return;
                    }
                    collected = null;
                    freed();
                    try {
                        emit(frame);
                    } finally {
                        frame.release();
                    }
                } else if (in.readableBytes() >= Limits.LENGTH_BYTES && in.readableBytes() >= frameLength(in)) {
                    emit(in);
                } else {
                    ByteBuf begun = allocator
                            .heapBuffer(2 * in.readableBytes(), Limits.LENGTH_BYTES + Limits.MAX_MESSAGE)
                            .writeBytes(in);
                    collected = begun;
                    hold(begun);
                }
            }
        } finally {
            in.release();
        }
    }

    /** Frees what has been collected. */
    void end() {
        ended = true;
        if (collected != null) {
            collected.release();
            collected = null;
            freed();
        }
    }

    private void hold(ByteBuf frame) {
        if (held != frame.capacity()) {
            held = frame.capacity();
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
    private static boolean fill(ByteBuf frame, ByteBuf in) {
        int has = frame.readableBytes();
        if (has < Limits.LENGTH_BYTES) {
            move(in, frame, Limits.LENGTH_BYTES - has);
            if (frame.readableBytes() < Limits.LENGTH_BYTES) {
                return false;
            }
        }
        int wanted = frameLength(frame);
        move(in, frame, wanted - frame.readableBytes());
        return frame.readableBytes() == wanted;
    }

    private static void move(ByteBuf from, ByteBuf to, int atMost) {
        to.writeBytes(from, Math.min(atMost, from.readableBytes()));
    }

    private static int frameLength(ByteBuf in) {
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > Limits.MAX_MESSAGE) {
            throw new DecodeException("a frame claims more than " + Limits.MAX_MESSAGE + " bytes");
        }
        return Limits.LENGTH_BYTES + length;
    }
}
