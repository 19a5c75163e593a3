package dev.portals.transport.portal;

import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * Where a client's or service's bytes are read to: heap buffers with room in front for every header and behind for every
 * tag, so that a message is built around the bytes where they lie. Taken when there is something to read: an idle portal
 * holds none.
 */
@SuppressWarnings("deprecation") // Netty has no other name for a handle yet, and uses it itself
final class PayloadBuffers extends AdaptiveRecvByteBufAllocator {
    private static final int SMALLEST = 1024;
    private static final int FIRST = 4096;
    /** More reads per turn fill the carrier's queue faster than it empties, and cost throughput. */
    private static final int READS_PER_TURN = 4;

    PayloadBuffers(int payloadLimit) {
        super(SMALLEST, FIRST, payloadLimit);
        maxMessagesPerRead(READS_PER_TURN);
    }

    @Override
    public RecvByteBufAllocator.Handle newHandle() {
        return new RoomyHandle(super.newHandle());
    }

    private static final class RoomyHandle extends RecvByteBufAllocator.DelegatingHandle
            implements RecvByteBufAllocator.ExtendedHandle {
        private final RecvByteBufAllocator.ExtendedHandle sizes;

        RoomyHandle(RecvByteBufAllocator.Handle sizes) {
            super(sizes);
            this.sizes = (RecvByteBufAllocator.ExtendedHandle) sizes;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return Buffers.allocate(guess());
        }

        /** The room behind isn't there to be read into. */
        @Override
        public void attemptedBytesRead(int bytes) {
            super.attemptedBytesRead(bytes - Buffers.TAILROOM);
        }

        @Override
        public boolean continueReading(io.netty.util.UncheckedBooleanSupplier maybeMore) {
            return sizes.continueReading(maybeMore);
        }
    }
}
