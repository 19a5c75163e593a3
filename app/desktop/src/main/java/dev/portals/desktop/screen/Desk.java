package dev.portals.desktop.screen;

import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.Engine;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What every screen is given.
 *
 * @param engine the application
 * @param texts what people read
 * @param screen runs what touches a screen
 * @param clock what time it is
 * @param navigation the ways to other screens
 * @param outside the browser and the clipboard
 * @param order in which order things are shown
 */
public record Desk(
        Engine engine,
        Texts texts,
        Executor screen,
        InstantSource clock,
        Navigation navigation,
        Outside outside,
        Order order) {

    /** Calls back on the screen's thread when an action has ended; exactly one of both is null, or both for no value. */
    public <T> void then(CompletableFuture<T> action, BiConsumer<@Nullable T, @Nullable Throwable> done) {
        action.whenComplete((value, failure) -> screen.execute(() -> done.accept(value, failure)));
    }
}
