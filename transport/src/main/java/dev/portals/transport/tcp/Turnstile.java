package dev.portals.transport.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections that a listener has accepted, and closes those beyond its limit. Thread-safe. */
final class Turnstile {
    private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

    private final int max;
    private final String place;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();

    Turnstile(int max, String place) {
        this.max = max;
        this.place = place;
    }

    /** Whether there was room for it; if not, it is closed. Said once each time that the limit is reached. */
    boolean enter(Channel channel) {
        if (inside.incrementAndGet() > max) {
            inside.decrementAndGet();
            if (!told.getAndSet(true)) {
                LOG.warn("{} has {} connections and refuses more until some end", place, max);
            }
            channel.close();
            return false;
        }
        channel.closeFuture().addListener(done -> {
            if (inside.decrementAndGet() < max - max / 10) {
                told.set(false);
            }
        });
        return true;
    }
}
