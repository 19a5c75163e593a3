package dev.portals.transport.tcp;

import dev.portals.core.codec.DecodeException;
import dev.portals.core.routing.EventLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
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
    private final LoopWindow window;
    private final Duration versionTime;
    private EventLoop.@Nullable Timer versionTimer;
    private boolean versionSeen;

    FrameHandler(
            TcpConnection connection,
            NettyLoop loop,
            TcpMetrics metrics,
            FrameReader frames,
            LoopWindow window,
            Duration versionTime) {
        this.connection = connection;
        this.loop = loop;
        this.metrics = metrics;
        this.frames = frames;
        this.window = window;
        this.versionTime = versionTime;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {Limits.VERSION}), context.voidPromise());
        versionTimer = loop.schedule(versionTime, () -> {
            LOG.debug("{} sent no version in time", connection.remoteAddress());
            context.close();
        });
        connection.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf in = (ByteBuf) read;
        int bytes = in.readableBytes();
        metrics.bytesIn.add(bytes);
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
            window.handedOn(bytes);
            if (!window.isWritable()) {
                connection.pauseUntil(window);
            }
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
