package dev.portals.engine.application;

import dev.portals.engine.state.Account;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves one sign-in at a time, on a thread of its own for as long as the person takes; a new one ends the one before. */
final class SignInDesk implements AutoCloseable {
    private @Nullable Thread last;
    private @Nullable CompletableFuture<Account> lastAnswer;

    /** Begins; cancelling the future ends it. */
    synchronized CompletableFuture<Account> begin(Supplier<Account> signIn) {
        Thread before = last;
        cancel();
        CompletableFuture<Account> answer = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name("sign-in").unstarted(() -> perform(before, signIn, answer));
        answer.whenComplete((account, failure) -> {
            if (answer.isCancelled()) {
                thread.interrupt();
            }
        });
        last = thread;
        lastAnswer = answer;
        thread.start();
        return answer;
    }

    private static void perform(@Nullable Thread before, Supplier<Account> signIn, CompletableFuture<Account> answer) {
        try {
            if (before != null) {
                before.join();
            }
            answer.complete(signIn.get());
        } catch (InterruptedException e) {
            answer.cancel(false);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(Failures.explain(e));
        }
    }

    /** Ends the one that is under way, if any. */
    synchronized void cancel() {
        if (lastAnswer != null) {
            lastAnswer.cancel(true);
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
