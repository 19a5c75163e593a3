package dev.portals.transport.tcp;

import dev.portals.core.routing.Inflow;
import dev.portals.core.routing.Outflow;
import io.netty.channel.Channel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The way in through one channel, which is read only while no outflow that it feeds is blocked. What one read took in
 * before the pause is still delivered. Thread-safe.
 */
public final class ChannelInflow implements Inflow {
    private final Channel channel;
    private final NettyLoop loop;
    private final Set<Outflow> blocked = Collections.newSetFromMap(new IdentityHashMap<>());

    /** For that channel, which lives on that loop. */
    public ChannelInflow(Channel channel, NettyLoop loop) {
        this.channel = channel;
        this.loop = loop;
    }

    @Override
    public void pauseUntil(Outflow outflow) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> pauseUntil(outflow));
            return;
        }
        if (outflow.isWritable() || !blocked.add(outflow)) {
            return;
        }
        channel.config().setAutoRead(false);
        outflow.whenWritable(loop, () -> {
            blocked.remove(outflow);
            if (blocked.isEmpty() && channel.isOpen()) {
                channel.config().setAutoRead(true);
            }
        });
    }
}
