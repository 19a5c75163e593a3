package dev.portals.desktop;

import dev.portals.desktop.look.Theme;
import dev.portals.desktop.look.TrayPainter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Dialogs, each in a window of its own; one of a kind at a time. */
final class Windows {
    private final Theme theme;
    private final Map<String, Stage> open = new HashMap<>();

    Windows(Theme theme) {
        this.theme = theme;
    }

    /** Shows what {@code make} makes, which is given its own end; another of that key goes away. */
    <N extends Parent> N show(String key, String title, @Nullable Stage owner, Function<Runnable, N> make) {
        Stage before = open.remove(key);
        if (before != null) {
            before.close();
        }
        Stage stage = new Stage();
        N content = make.apply(stage::close);
        Scene scene = theme.dress(new Scene(content));
        stage.setScene(scene);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !hasCancel(content)) {
                stage.close();
            }
        });
        stage.setTitle(title);
        stage.getIcons().setAll(TrayPainter.applicationIcon());
        if (owner != null && owner.isShowing()) {
            stage.initOwner(owner);
        }
        stage.setOnHidden(event -> {
            theme.forget(scene);
            open.remove(key, stage);
        });
        open.put(key, stage);
        stage.show();
        stage.toFront();
        return content;
    }

    /** Whether a button is there that Esc presses. */
    private static boolean hasCancel(Node node) {
        return node instanceof Button button
                ? button.isCancelButton()
                : node instanceof Parent parent
                        && parent.getChildrenUnmodifiable().stream().anyMatch(Windows::hasCancel);
    }

    /** Takes that one away, if it is there. */
    void close(String key) {
        Stage stage = open.get(key);
        if (stage != null) {
            stage.close();
        }
    }

    /** Takes all away. */
    void close() {
        Map.copyOf(open).values().forEach(Stage::close);
    }
}
