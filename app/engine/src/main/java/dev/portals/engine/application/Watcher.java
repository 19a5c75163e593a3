package dev.portals.engine.application;

import dev.portals.core.api.ApiFailure;
import dev.portals.core.codec.DecodeException;
import dev.portals.transport.node.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the lists whenever the controller says that something has changed; a controller that can't say is asked for them
 * every half minute, as {@code ockam} does (spec 05 section 6.1). Without a connection it tries again and again.
 */
final class Watcher implements Runnable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final LongUnaryOperator changes;
    private final Runnable fetch;
    private final Consumer<RuntimeException> failed;
    private final Runnable round;
    private final Semaphore woken = new Semaphore(0);

    /**
     * @param changes waits for another revision than that and gives it
     * @param fetch tells what is to be told and fetches the lists
     * @param failed told why the lists could not be fetched
     * @param round called after each round, whether it worked or not
     */
    Watcher(LongUnaryOperator changes, Runnable fetch, Consumer<RuntimeException> failed, Runnable round) {
        this.changes = changes;
        this.fetch = fetch;
        this.failed = failed;
        this.round = round;
    }

    /** Ends the pause after a failure, if there is one. */
    void retryNow() {
        woken.release();
    }

    @Override
    public void run() {
        long revision = 0;
        boolean fetched = false;
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            Duration rest = Duration.ZERO;
            try {
                if (!fetched) {
                    fetch.run();
                    fetched = true;
                    pause = FIRST_PAUSE;
                }
                long next = changes.applyAsLong(revision);
                fetched = next == revision;
                revision = next;
            } catch (CompletionException | ConnectException | DecodeException e) {
                LOG.debug("the lists can't be fetched", e);
                fetched = false;
                failed.accept(e);
                rest = pause;
                pause = longer(pause);
            } catch (ApiFailure e) {
                LOG.debug("the controller doesn't tell of changes", e);
                fetched = false;
                rest = LONGEST_PAUSE;
            }
            round.run();
            if (!pause(rest)) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private boolean pause(Duration rest) {
        try {
            if (rest.isPositive()) {
                woken.drainPermits();
                if (woken.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.debug("woken up");
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
