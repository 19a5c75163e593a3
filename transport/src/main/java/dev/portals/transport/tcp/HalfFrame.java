package dev.portals.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a frame that has come. A large piece stays where it was read to; small ones are copied together, so that
 * what is held is never more than twice what came, and a little.
 */
final class HalfFrame {
    /** Smaller pieces are copied: each one that is kept costs an object or two. */
    private static final int LARGE = 8 * 1024;

    private final ByteBufAllocator allocator;
    private final List<ByteBuf> pieces = new ArrayList<>(4);
    private boolean lastIsOwn;
    private int length;
    private int held;

    HalfFrame(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Bytes that have come. */
    int length() {
        return length;
    }

    /** Bytes of memory that it keeps. */
    int held() {
        return held;
    }

    /** The length that the frame says it has; {@link Limits#LENGTH_BYTES} must have come. */
    int claim() {
        return pieces.getFirst().getInt(0);
    }

    /** Takes the next bytes of a buffer, which stays the caller's. */
    void take(ByteBuf in, int bytes) {
        // The length is copied, so that it is in one piece.
        if (length >= Limits.LENGTH_BYTES && bytes >= LARGE && bytes >= in.capacity() / 2) {
            pieces.add(in.readRetainedSlice(bytes));
            lastIsOwn = false;
            held += in.capacity();
        } else {
            copy(in, bytes);
        }
        length += bytes;
    }

    private void copy(ByteBuf in, int bytes) {
        if (!lastIsOwn) {
            pieces.add(allocator.directBuffer(2 * bytes));
            lastIsOwn = true;
            held += pieces.getLast().capacity();
        }
        ByteBuf last = pieces.getLast();
        held -= last.capacity();
        last.writeBytes(in, bytes);
        held += last.capacity();
    }

    /** Everything in one buffer, which the caller releases. */
    ByteBuf whole() {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        return allocator.compositeDirectBuffer(pieces.size()).addComponents(true, pieces);
    }

    void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
    }
}
