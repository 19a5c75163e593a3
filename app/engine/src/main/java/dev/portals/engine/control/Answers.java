package dev.portals.engine.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for what actions answer. */
final class Answers {
    private Answers() {}

    /** The result, once the action is done. */
    static ObjectNode done(CompletableFuture<?> future, ObjectNode result) throws InterruptedException {
        await(future);
        return result;
    }

    /** The answer; a failure is an {@link ActionException}. */
    static <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ActionException failure) {
                throw failure;
            }
            throw new ActionException(Reason.FAILED, "something went wrong: " + e.getCause());
        } catch (CancellationException e) {
            throw new ActionException(Reason.FAILED, "it was ended by another one, or because Portals is quitting");
        }
    }
}
