package dev.portals.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Outflow;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pausing and waking, one step at a time. */
class ChannelFlowTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final NettyLoop loop = new NettyLoop(channel.eventLoop(), InstantSource.system());

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static final class Blocked implements Outflow {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean writable;

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void whenWritable(EventLoop on, Runnable task) {
            waiting.add(task);
        }

        void free() {
            writable = true;
            List<Runnable> woken = List.copyOf(waiting);
            waiting.clear();
            woken.forEach(Runnable::run);
        }
    }

    @Test
    void readingGoesOnOnlyWhenEveryBlockedOutflowIsFree() {
        ChannelInflow inflow = new ChannelInflow(channel, loop);
        Blocked one = new Blocked();
        Blocked other = new Blocked();
        inflow.pauseUntil(one);
        inflow.pauseUntil(other);
        inflow.pauseUntil(one);
        assertThat(one.waiting).as("asked twice, registered once").hasSize(1);
        assertThat(channel.config().isAutoRead()).isFalse();
        one.free();
        assertThat(channel.config().isAutoRead()).isFalse();
        other.free();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anOutflowThatBlocksAgainPausesAgain() {
        ChannelInflow inflow = new ChannelInflow(channel, loop);
        Blocked one = new Blocked();
        for (int i = 0; i < 3; i++) {
            one.writable = false;
            inflow.pauseUntil(one);
            assertThat(channel.config().isAutoRead()).isFalse();
            one.free();
            assertThat(channel.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void aWritableOutflowPausesNothing() {
        Blocked free = new Blocked();
        free.free();
        new ChannelInflow(channel, loop).pauseUntil(free);
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(free.waiting).isEmpty();
    }

    @Test
    void whoWaitsIsWokenOnceByTheFlushOrByTheEnd() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        ChannelOutflow outflow = new ChannelOutflow(channel);
        List<String> woken = new ArrayList<>();
        outflow.whenWritable(loop, () -> woken.add("at once"));
        assertThat(woken).containsExactly("at once");

        channel.write(Unpooled.wrappedBuffer(new byte[100]));
        assertThat(outflow.isWritable()).isFalse();
        outflow.whenWritable(loop, () -> woken.add("after the flush"));
        outflow.writabilityChanged();
        assertThat(woken).hasSize(1);
        channel.flush();
        outflow.writabilityChanged();
        outflow.writabilityChanged();
        assertThat(woken).containsExactly("at once", "after the flush");

        channel.write(Unpooled.wrappedBuffer(new byte[100]));
        outflow.whenWritable(loop, () -> woken.add("at the end"));
        outflow.ended();
        outflow.whenWritable(loop, () -> woken.add("later"));
        assertThat(woken).endsWith("at the end", "later").hasSize(4);
        assertThat(outflow.isWritable()).isTrue();
    }

    @Test
    void aChannelIsFlushedOncePerBurst() {
        List<Integer> flushed = new ArrayList<>();
        EmbeddedChannel counting = new EmbeddedChannel(new io.netty.channel.ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(io.netty.channel.ChannelHandlerContext context) {
                flushed.add(1);
                context.flush();
            }
        });
        NettyLoop its = new NettyLoop(counting.eventLoop(), InstantSource.system());
        for (int i = 0; i < 10; i++) {
            its.flushSoon(counting);
        }
        assertThat(flushed).isEmpty();
        its.flush();
        assertThat(flushed).hasSize(1);
        counting.runPendingTasks();
        assertThat(flushed).as("nothing was left for the end of the turn").hasSize(1);

        its.flushSoon(counting);
        counting.runPendingTasks();
        assertThat(flushed).as("outside a read the end of the turn does it").hasSize(2);
        counting.finishAndReleaseAll();
    }
}
