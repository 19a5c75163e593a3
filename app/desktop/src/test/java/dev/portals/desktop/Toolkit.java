package dev.portals.desktop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** JavaFX without a display, for all tests of one run. */
public final class Toolkit {
    private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();
    private static boolean begun;

    private Toolkit() {}

    /** Starts it, or waits until it has started. */
    public static void start() throws Exception {
        synchronized (Toolkit.class) {
            if (!begun) {
                begun = true;
                System.setProperty("glass.platform", "Headless");
                System.setProperty("prism.order", "sw");
                Platform.startup(() -> STARTED.complete(null));
                Platform.setImplicitExit(false);
            }
        }
        STARTED.get(60, TimeUnit.SECONDS);
    }
}
