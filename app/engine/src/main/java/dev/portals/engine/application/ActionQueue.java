package dev.portals.engine.application;

import dev.portals.engine.application.ActionException.Reason;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does one action after another. Their futures fail with {@link ActionException}s, and are completed on other threads, so that
 * the next action doesn't wait for what anybody does with the answer. Closing it fails those that are still to be done.
 */
final class ActionQueue implements AutoCloseable {
    private final ExecutorService turns =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("actions").factory());
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

    <T extends @Nullable Object> CompletableFuture<T> add(Supplier<T> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(answer);
        answer.whenComplete((result, failure) -> waiting.remove(answer));
        try {
            turns.execute(() -> perform(action, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(quitting());
        }
        return answer;
    }

    /** Does something that need not wait for others, and that nobody waits for. */
    static <T extends @Nullable Object> CompletableFuture<T> start(Supplier<T> action) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> perform(action, answer));
        return answer;
    }

    private static <T extends @Nullable Object> void perform(Supplier<T> action, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return;
        }
        try {
            T result = action.get();
            Thread.startVirtualThread(() -> answer.complete(result));
        } catch (RuntimeException | Error e) {
            ActionException failure = Failures.explain(e);
            Thread.startVirtualThread(() -> answer.completeExceptionally(failure));
        }
    }

    private static ActionException quitting() {
        return new ActionException(Reason.FAILED, "Portals is quitting");
    }

    @Override
    public void close() {
        turns.shutdownNow();
        waiting.forEach(answer -> answer.completeExceptionally(quitting()));
    }
}
