package dev.portals.desktop.look;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;

/** Somebody's initials on a ground whose colour stays with the person. */
public final class Avatar extends StackPane {
    private static final int COLOURS = 6;

    private final Circle ground;
    private final Label letters = new Label();

    /** One of that size in pixels. */
    public Avatar(String person, double size) {
        ground = new Circle(size / 2);
        getStyleClass().add("avatar");
        letters.getStyleClass().add("initials");
        setMinSize(size, size);
        setMaxSize(size, size);
        getChildren().addAll(ground, letters);
        letters.setMinWidth(USE_PREF_SIZE);
        show(person, size);
    }

    private void show(String person, double size) {
        int colour = Math.floorMod(person.toLowerCase(Locale.ROOT).hashCode(), COLOURS) + 1;
        ground.setStyle("-fx-fill: -avatar-" + colour + ";");
        letters.setText(initials(person));
        letters.setStyle("-fx-text-fill: -avatar-fg-" + colour + "; -fx-font-size: " + Math.round(size * 0.38) + "px;");
    }

    /** The first letters of the first and the last word of a name, or of the parts of an address before its @. */
    static String initials(String person) {
        int at = person.indexOf('@');
        String[] words = (at > 0 ? person.substring(0, at) : person).strip().split("[\\s._+-]+");
        String first = letter(words[0]);
        return words.length < 2 ? first : first + letter(words[words.length - 1]);
    }

    private static String letter(String word) {
        return word.isEmpty()
                ? ""
                : word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
