package dev.portals.desktop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;

/** Looks at JavaFX's own screen. */
final class HeadlessScreen {
    private HeadlessScreen() {}

    /** Does something on the screen's thread. */
    static <T> T on(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }

    /** What can be seen, from the top. */
    static Stream<Node> seen(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        Stream<Node> below = node instanceof ScrollPane scroll
                ? Stream.of(scroll.getContent())
                : node instanceof Parent parent ? parent.getChildrenUnmodifiable().stream() : Stream.empty();
        return Stream.concat(Stream.of(node), below.flatMap(HeadlessScreen::seen));
    }

    /** All that is read there. */
    static String words(Node node) {
        StringBuilder words = new StringBuilder();
        seen(node)
                .filter(Labeled.class::isInstance)
                .map(each -> ((Labeled) each).getText())
                .filter(text -> text != null && !text.isBlank())
                .forEach(text -> words.append(text).append('\n'));
        return words.toString();
    }
}
