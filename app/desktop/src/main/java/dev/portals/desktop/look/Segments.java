package dev.portals.desktop.look;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/**
 * One choice of a few that stand side by side.
 *
 * @param <T> kind of choices
 */
public final class Segments<T> extends HBox {
    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

    /** These; each has the id {@code BASE-KEY}, and {@code chosen} is told what a person chooses. */
    public Segments(
            String base, Iterable<T> choices, Function<T, String> key, Function<T, String> word, Consumer<T> chosen) {
        getStyleClass().add("segments");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(word.apply(choice));
            button.setId(base + "-" + key.apply(choice));
            button.getStyleClass().setAll("segment");
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> {
                show(choice);
                chosen.accept(choice);
            });
            buttons.put(choice, button);
            getChildren().add(button);
        }
    }

    /** Which is chosen. */
    public void show(T choice) {
        buttons.forEach((each, button) -> {
            boolean now = each.equals(choice);
            button.setSelected(now);
            button.getStyleClass().remove("chosen");
            if (now) {
                button.getStyleClass().add("chosen");
            }
        });
    }
}
