package dev.portals.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * Where a socket's bytes are read to: pooled direct buffers, of a size that follows the traffic. They are taken when there is something to read, so an idle connection holds none.
 */
@SuppressWarnings("deprecation") // Netty has no other name for a handle yet, and uses it itself
public final class ReceiveBuffers extends AdaptiveRecvByteBufAllocator {
    /**
     * Sizes in bytes, and how often a socket is read before others have their turn.
     *
     * @param min smallest buffer
     * @param first buffer for the first read
     * @param max largest buffer
     * @param readsPerTurn at least 1
     */
    public ReceiveBuffers(int min, int first, int max, int readsPerTurn) {
        super(min, first, max);
        maxMessagesPerRead(readsPerTurn);
    }

    @Override
    public RecvByteBufAllocator.Handle newHandle() {
        return new DirectHandle(super.newHandle());
    }

    private static final class DirectHandle extends RecvByteBufAllocator.DelegatingHandle {
        DirectHandle(RecvByteBufAllocator.Handle sizes) {
            super(sizes);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.directBuffer(guess());
        }
    }
}
