package dev.portals.transport.portal;

import dev.portals.core.routing.Buffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * Where a portal's socket is read to: buffers with room at both ends for all headers and tags to come, taken when there is
 * something to read, of a size that follows the traffic up to the payload limit.
 */
@SuppressWarnings("deprecation") // Netty has no other name for a handle yet, and uses it itself
final class PortalBuffers extends AdaptiveRecvByteBufAllocator {
    private final int limit;

    /** Buffers for payloads of that length at most. */
    PortalBuffers(int limit) {
        // Sizes are powers of two: the next one up, cut to the limit when it comes to allocating.
        super(Limits.MIN_READ, Limits.FIRST_READ, Math.max(Limits.FIRST_READ, Integer.highestOneBit(limit * 2 - 1)));
        this.limit = limit;
        maxMessagesPerRead(Limits.READS_PER_TURN);
    }

    @Override
    public RecvByteBufAllocator.Handle newHandle() {
        return new RoomyHandle(super.newHandle(), limit);
    }

    private static final class RoomyHandle extends RecvByteBufAllocator.DelegatingHandle {
        private final int limit;

        RoomyHandle(RecvByteBufAllocator.Handle sizes, int limit) {
            super(sizes);
            this.limit = limit;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return Buffers.allocate(Math.min(guess(), limit));
        }

        /** The socket asks how much it may fill: not the room behind. */
        @Override
        public void attemptedBytesRead(int writable) {
            super.attemptedBytesRead(writable - Buffers.TAILROOM);
        }
    }
}
