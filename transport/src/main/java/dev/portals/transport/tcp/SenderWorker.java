package dev.portals.transport.tcp;

import dev.portals.core.routing.Address;
import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Message;
import dev.portals.core.routing.Outflow;
import dev.portals.core.routing.Route;
import dev.portals.core.routing.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages for the peer and writes them; the socket is flushed once per burst. */
final class SenderWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(SenderWorker.class);

    private final TcpConnection connection;
    private final Channel channel;
    private final NettyLoop loop;
    private final ChannelOutflow outflow;
    private final TcpMetrics metrics;

    SenderWorker(
            TcpConnection connection, Channel channel, NettyLoop loop, ChannelOutflow outflow, TcpMetrics metrics) {
        this.connection = connection;
        this.channel = channel;
        this.loop = loop;
        this.outflow = outflow;
        this.metrics = metrics;
    }

    @Override
    public void handle(Message message, Address source) {
        ByteBuf frame;
        try {
            if (!message.onward().first().equals(connection.senderAddress()) || !channel.isActive()) {
                return;
            }
            if (message.origin() == null && queued() > Limits.MAX_QUEUED) {
                LOG.debug("{} takes nothing, a message was dropped", connection.remoteAddress());
                metrics.dropped.increment();
                return;
            }
            frame = TransportMessage.encode(message.onward().rest(), message, loop);
        } finally {
            message.release();
        }
        if (frame == null) {
            LOG.debug("a message to {} is longer than {} bytes", connection.remoteAddress(), Limits.MAX_MESSAGE);
            metrics.dropped.increment();
            return;
        }
        metrics.messagesOut.increment();
        int size = frame.readableBytes();
        metrics.bytesOut.add(size);
        channel.write(frame, channel.voidPromise());
        loop.flushSoon(channel);
        connection.wrote(size);
        if (!channel.isWritable()) {
            channel.flush();
            Inflow origin = message.origin();
            if (origin != null && !outflow.isWritable()) {
                origin.pauseUntil(outflow);
            }
        }
    }

    /** Bytes still to write, or a little less; 0 while the socket is writable. */
    private long queued() {
        long over = channel.bytesBeforeWritable();
        return over == Long.MAX_VALUE ? 0 : over;
    }

    @Override
    public void stopped() {
        connection.close();
    }

    @Override
    public @Nullable Outflow outflow(Route rest) {
        return outflow;
    }
}
