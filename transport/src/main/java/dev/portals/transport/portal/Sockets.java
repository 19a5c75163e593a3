package dev.portals.transport.portal;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import jdk.net.ExtendedSocketOptions;

/** How the sockets of portals are set (spec 03 section 1.7; TCP_NODELAY as newer peers have it). */
final class Sockets {
    private Sockets() {}

    /** For both ends; nothing is read before the portal is open. */
    static void prepare(SocketChannel channel, PortalBuffers buffers) {
        channel.config()
                .setAutoRead(false)
                .setAllowHalfClosure(true)
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(buffers)
                .setTcpNoDelay(true)
                .setKeepAlive(true);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), Limits.KEEPALIVE_IDLE);
        channel.config()
                .setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), Limits.KEEPALIVE_INTERVAL);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), Limits.KEEPALIVE_PROBES);
        bound(channel, Limits.PLAIN_LOW_WATER, Limits.PLAIN_HIGH_WATER);
    }

    /** How many bytes the socket may hold back. */
    static void bound(Channel channel, int low, int high) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(low, high));
    }

    /** Closes with a reset, so that the other program knows that something was lost. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            try {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            } catch (ChannelException e) {
                // The system has closed it already.
            }
            channel.close();
        }
    }

    /** Bytes still to be taken by the system. */
    static long pending(Channel channel) {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
