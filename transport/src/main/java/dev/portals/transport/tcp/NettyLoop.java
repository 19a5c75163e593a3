package dev.portals.transport.tcp;

import dev.portals.core.routing.EventLoop;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of Netty's event loops as a node's loop, with the rule when sockets are flushed: once per burst. A burst is what
 * one connection had to read, or else one turn of the loop.
 */
public final class NettyLoop implements EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);
    private static final int SCRATCH = 4096;

    private final io.netty.channel.EventLoop netty;
    private final InstantSource clock;
    private final LinkedHashSet<Channel> unflushed = new LinkedHashSet<>();
    private final byte[] scratch = new byte[SCRATCH];
    private @Nullable Channel last;
    private boolean scheduled;

    NettyLoop(io.netty.channel.EventLoop netty, InstantSource clock) {
        this.netty = netty;
        this.clock = clock;
    }

    /** Netty's own loop, for registering channels. */
    public io.netty.channel.EventLoop netty() {
        return netty;
    }

    @Override
    public boolean inEventLoop() {
        return netty.inEventLoop();
    }

    /** Runs the task on this loop; a loop that has ended takes none and drops it. */
    @Override
    public void execute(Runnable task) {
        try {
            netty.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a task came after the end of its loop");
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            Future<?> future = netty.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("a timer came after the end of its loop");
            return () -> {};
        }
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    /** Flushes the channel at the end of this burst. On this loop only. */
    public void flushSoon(Channel channel) {
        if (channel == last) {
            return;
        }
        last = channel;
        unflushed.add(channel);
        if (!scheduled) {
            scheduled = true;
            execute(() -> {
                scheduled = false;
                flush();
            });
        }
    }

    /** Ends the burst: flushes what was written in it. On this loop only; a channel calls it when its read is complete. */
    public void flush() {
        last = null;
        while (!unflushed.isEmpty()) {
            unflushed.removeFirst().flush();
            last = null;
        }
    }

    /** An array to write a header into and copy it out of at once. On this loop only. */
    byte[] scratch(int length) {
        return length <= SCRATCH ? scratch : new byte[length];
    }
}
