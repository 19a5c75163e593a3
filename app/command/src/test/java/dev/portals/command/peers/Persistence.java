package dev.portals.command.peers;

import dev.portals.core.api.ApiFailure;
import dev.portals.engine.account.AccountException;
import dev.portals.transport.node.ConnectException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does over and over again what isn't answered, as people and programs do; for a while, then it is stuck. */
final class Persistence {
    private static final Duration STUCK = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KilledOrchestrator orchestrator;
    private final CountDownLatch over;
    private int tries;

    /**
     * For one thread.
     *
     * @param over counted down when nothing more is to be done
     */
    Persistence(KilledOrchestrator orchestrator, CountDownLatch over) {
        this.orchestrator = orchestrator;
        this.over = over;
    }

    /** The first answer; refusals are answers. */
    <T> T until(String what, Callable<T> request) throws InterruptedException {
        long end = System.nanoTime() + STUCK.toNanos();
        Exception last = null;
        for (tries = 1; System.nanoTime() < end; tries++) {
            orchestrator.awaitUp();
            try {
                return request.call();
            } catch (ConnectException | UncheckedIOException e) {
                last = e;
            } catch (AccountException e) {
                if (e.reason() != AccountException.Reason.OFFLINE) {
                    throw e;
                }
                last = e;
            } catch (ApiFailure e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
            if (over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
        }
        throw new AssertionError("stuck: " + what, last);
    }

    /** Whether the last request was answered at once. */
    boolean undisturbed() {
        return tries == 1;
    }

    /** What comes within that time. */
    <T> Optional<T> within(Duration time, Supplier<Optional<T>> look) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            if (over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
            found = look.get();
        }
        return found;
    }
}
