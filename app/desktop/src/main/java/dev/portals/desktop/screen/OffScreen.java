package dev.portals.desktop.screen;

import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Keeps the engine off the thread of the screens: each action is begun on a thread of its own. */
public final class OffScreen {
    private static final Executor CALLS =
            call -> Thread.ofVirtual().name("action").start(call);

    private OffScreen() {}

    /** The same engine, whose actions never run on the caller's thread. */
    public static Engine of(Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> method.getReturnType().equals(CompletableFuture.class)
                        ? begin(engine, method, arguments)
                        : invoke(engine, method, arguments));
    }

    private static CompletableFuture<Object> begin(Engine engine, Method method, Object @Nullable [] arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        CALLS.execute(() -> {
            CompletableFuture<?> running;
            try {
                running = (CompletableFuture<?>) invoke(engine, method, arguments);
            } catch (Throwable e) {
                answer.completeExceptionally(e);
                return;
            }
            running.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            answer.whenComplete((value, failure) -> {
                if (answer.isCancelled()) {
                    running.cancel(true);
                }
            });
        });
        return answer;
    }

    private static Object invoke(Engine engine, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null
                    ? new ActionException(ActionException.Reason.FAILED, e.toString())
                    : e.getCause();
        }
    }
}
