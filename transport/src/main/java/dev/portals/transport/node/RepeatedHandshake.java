package dev.portals.transport.node;

import dev.portals.core.channel.ChannelOptions;
import dev.portals.core.channel.SecureChannel;
import dev.portals.core.channel.SecureChannels;
import dev.portals.core.routing.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes a channel through nodes that may not know the next one yet: a relay drops without a word what comes before its
 * owner has registered. So another handshake begins every now and then while the earlier ones go on; the first that comes
 * up is the channel, the others are given up.
 */
final class RepeatedHandshake {
    /** Until the next one begins: our own choice. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Sender, listener: there is nobody between us and the peer who could lose a message. */
    private static final int DIRECT_HOPS = 2;

    private final SecureChannels channels;
    private final Route route;
    private final ChannelOptions options;
    private final CompletableFuture<SecureChannel> first = new CompletableFuture<>();
    private final List<CompletableFuture<SecureChannel>> begun = new ArrayList<>();

    private RepeatedHandshake(SecureChannels channels, Route route, ChannelOptions options) {
        this.channels = channels;
        this.route = route;
        this.options = options;
    }

    /**
     * Waits for the channel, at most the time in the options and no longer than the connection below lasts.
     *
     * @param ended completes when that connection ends
     * @throws CompletionException as a future of {@link SecureChannels#connect} does
     */
    static SecureChannel join(
            SecureChannels channels, Route route, ChannelOptions options, CompletableFuture<?> ended) {
        RepeatedHandshake handshake = new RepeatedHandshake(channels, route, options);
        ended.whenComplete((done, failure) -> handshake.first.completeExceptionally(
                new ConnectException(ConnectException.Reason.OFFLINE, "the connection ended during the handshake")));
        return route.size() <= DIRECT_HOPS ? handshake.once() : handshake.join();
    }

    private SecureChannel once() {
        begin(options.timeout());
        try {
            return first.join();
        } finally {
            begun.getFirst().cancel(false);
        }
    }

    private SecureChannel join() {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        try {
            while (true) {
                Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                begin(left);
                if (left.compareTo(PAUSE) <= 0) {
                    return first.join();
                }
                try {
                    return first.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Nothing yet: another one.
                }
            }
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } finally {
            first.cancel(false);
            begun.forEach(each -> each.cancel(false));
        }
    }

    private void begin(Duration time) {
        CompletableFuture<SecureChannel> next = channels.connect(route, options.withTimeout(time));
        begun.add(next);
        next.whenComplete((channel, failure) -> {
            if (channel == null) {
                first.completeExceptionally(failure);
            } else if (!first.complete(channel)) {
                channel.close();
            }
        });
    }
}
