package dev.portals.transport.tcp;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Benches run on threads like those of an event loop, which alone have Netty's caches; JMH makes it by its name. */
public final class LoopThreads extends ThreadPoolExecutor {
    /** As JMH asks for it. */
    public LoopThreads(int threads, String prefix) {
        super(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(prefix, true));
    }
}
