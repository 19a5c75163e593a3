package dev.portals.transport.tcp;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.EventLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket's events, from the version byte to the end; whatever is wrong with the bytes ends the connection. */
final class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameHandler.class);

    private final TcpConnection connection;
    private final NettyLoop loop;
    private final TcpMetrics metrics;
    private final FrameReader frames;
    private EventLoop.@Nullable Timer versionTimer;
    private boolean versionSeen;

    FrameHandler(TcpConnection connection, NettyLoop loop, TcpMetrics metrics, FrameReader frames) {
        this.connection = connection;
        this.loop = loop;
        this.metrics = metrics;
        this.frames = frames;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {Limits.VERSION}), context.voidPromise());
        versionTimer = loop.schedule(Limits.VERSION_TIME, () -> {
            LOG.debug("{} sent no version in time", connection.remoteAddress());
            context.close();
        });
        connection.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf in = (ByteBuf) read;
        metrics.bytesIn.add(in.readableBytes());
        if (!versionSeen) {
            int version = in.readUnsignedByte();
            if (version != Limits.VERSION) {
                in.release();
                refuse(context, "its version is " + version);
                return;
            }
            versionSeen = true;
            cancelTimer();
        }
        try {
            frames.read(in);
        } catch (DecodeException e) {
            refuse(context, e.getMessage());
        }
    }

    private void refuse(ChannelHandlerContext context, @Nullable String why) {
        LOG.debug("{} is cut off: {}", connection.remoteAddress(), why);
        frames.end();
        versionSeen = true;
        context.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        loop.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelTimer();
        frames.end();
        connection.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} is lost: {}", connection.remoteAddress(), cause.toString());
        context.close();
    }

    private void cancelTimer() {
        if (versionTimer != null) {
            versionTimer.cancel();
            versionTimer = null;
        }
    }
}
