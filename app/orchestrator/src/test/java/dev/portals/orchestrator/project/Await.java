package dev.portals.orchestrator.project;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline. */
final class Await {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** Until the condition holds; fails after the limit. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** The future's value; fails after the limit. */
    static <T> T value(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the future did not complete well: " + e, e);
        }
    }
}
