package dev.portals.core.session;

import dev.portals.core.routing.EventLoop;
import dev.portals.core.routing.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection alive for ever (spec 03 section 1.15): notices its end, at once when a layer of it ends and by lost
 * pings when it only falls silent, and makes it anew, with growing delays while that fails.
 *
 * <p>A connection that had proved good is replaced without delay; one that ends as soon as it is made counts as a
 * failed try, so that nothing is done in a hot loop. All its work is done on one loop; its methods may be called from
 * anywhere.
 */
public final class Session implements AutoCloseable {
    /** How long a connection must have been up, and a ping answered, for its end to be no failed try. */
    private static final Duration PROOF = Duration.ofSeconds(2);
    /** Failed tries after which the delay grows no more, whatever the options. */
    private static final int MAX_DOUBLINGS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String name;
    private final Node node;
    private final EventLoop loop;
    private final Replacer replacer;
    private final SessionOptions options;
    private final RandomGenerator random;
    private final SessionListener listener;

    private volatile SessionStatus status = SessionStatus.IDLE;
    private volatile int losses;
    private @Nullable Connection connection;
    private volatile @Nullable Pinger pinger;
    private EventLoop.Timer timer = () -> {};
    private Instant upSince = Instant.MIN;
    private boolean answered;
    private int failures;
    /** Tells the current try or connection from earlier ones, whose events come late. */
    private int generation;

    /**
     * A session that waits to be started.
     *
     * @param name for the log
     * @param random makes the numbers of pings and the jitter of delays
     */
    public Session(
            String name,
            Node node,
            Replacer replacer,
            SessionOptions options,
            RandomGenerator random,
            SessionListener listener) {
        this.name = name;
        this.node = node;
        this.loop = node.nextLoop();
        this.replacer = replacer;
        this.options = options;
        this.random = random;
        this.listener = listener;
    }

    /** Where it stands. */
    public SessionStatus status() {
        return status;
    }

    /** How many connections it has lost. */
    public int losses() {
        return losses;
    }

    /** How long the last ping over the connection there is took; empty before its answer and without a connection. */
    public Optional<Duration> roundTrip() {
        Pinger current = pinger;
        return current == null ? Optional.empty() : Optional.ofNullable(current.roundTrip());
    }

    /** Begins; only the first time. */
    public void start() {
        loop.execute(() -> {
            if (status == SessionStatus.IDLE) {
                connect(null);
            }
        });
    }

    /**
     * Something may have changed, the network for example: if it waits it tries now, and if it is up it pings now instead
     * of when the next ping is due.
     */
    public void retryNow() {
        loop.execute(() -> {
            if (status == SessionStatus.WAITING) {
                connect(null);
            } else {
                Pinger current = pinger;
                if (current != null) {
                    current.pingNow();
                }
            }
        });
    }

    /** Ends the session and its connection, for good. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (status != SessionStatus.CLOSED) {
                boolean wasUp = status == SessionStatus.UP;
                become(SessionStatus.CLOSED, null);
                generation++;
                timer.cancel();
                end(wasUp);
            }
        });
    }

    private void connect(@Nullable Throwable reason) {
        timer.cancel();
        int mine = ++generation;
        become(SessionStatus.CONNECTING, reason);
        timer = loop.schedule(options.creationTimeout(), () -> {
            if (mine == generation) {
                failed(new TimeoutException("no connection within " + options.creationTimeout()));
            }
        });
        CompletableFuture<? extends Connection> creation;
        try {
            creation = replacer.create();
        } catch (RuntimeException e) {
            creation = CompletableFuture.failedFuture(e);
        }
        creation.whenComplete((made, failure) -> loop.execute(() -> {
            if (mine != generation) {
                if (made != null) {
                    quietly(made::close);
                }
            } else if (made != null) {
                up(made);
            } else {
                failed(failure == null ? new IllegalStateException("no connection") : failure);
            }
        }));
    }

    private void up(Connection made) {
        timer.cancel();
        int mine = generation;
        connection = made;
        upSince = loop.clock().instant();
        answered = false;
        LOG.info("{} is up{}", name, losses > 0 ? " again" : "");
        become(SessionStatus.UP, null);
        quietly(() -> replacer.up(made));
        if (mine != generation) {
            return;
        }
        made.closed()
                .whenComplete((value, failure) -> loop.execute(() -> {
                    if (mine == generation) {
                        lost(new ConnectionLostException(ConnectionLostException.Sign.CLOSED, "it was closed"));
                    }
                }));
        Pinger started = new Pinger(
                node,
                loop,
                made,
                options,
                random,
                () -> answered = true,
                loss -> loop.execute(() -> {
                    if (mine == generation) {
                        lost(loss);
                    }
                }));
        pinger = started;
        started.ping();
    }

    private void lost(ConnectionLostException reason) {
        boolean good = answered && !loop.clock().instant().isBefore(upSince.plus(PROOF));
        LOG.info("{} lost its connection: {}", name, reason.getMessage());
        generation++;
        losses++;
        end(true);
        if (good) {
            failures = 0;
            connect(reason);
        } else {
            waitAndRetry(reason);
        }
    }

    private void failed(Throwable failure) {
        generation++;
        timer.cancel();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.debug("{} could not connect: {}", name, cause.toString());
        waitAndRetry(cause);
    }

    private void waitAndRetry(Throwable reason) {
        Duration delay = delay();
        failures++;
        timer = loop.schedule(delay, () -> connect(null));
        become(SessionStatus.WAITING, reason);
    }

    /** Doubled with each failure up to the limit, and then between all and half of that by chance. */
    private Duration delay() {
        Duration doubled = options.firstDelay().multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration limited = doubled.compareTo(options.maxDelay()) < 0 ? doubled : options.maxDelay();
        long nanos = limited.toNanos();
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
    }

    private void end(boolean wasUp) {
        Pinger ended = pinger;
        Connection old = connection;
        pinger = null;
        connection = null;
        if (ended != null) {
            ended.stop();
        }
        if (wasUp) {
            quietly(replacer::down);
        }
        if (old != null) {
            quietly(old::close);
        }
    }

    private void become(SessionStatus next, @Nullable Throwable reason) {
        SessionStatus before = status;
        if (!before.mayBecome(next)) {
            throw new IllegalStateException("a session that is " + before + " can't become " + next);
        }
        status = next;
        quietly(() -> listener.changed(before, next, reason));
    }

    /** What is called belongs to others; its failures must not stop the session. */
    private void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: a callback failed", name, e);
        }
    }
}
