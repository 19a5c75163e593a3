package dev.portals.desktop.list;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.screen.Desk;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** Copies a text, and says so for a moment. */
public final class CopyButton extends Button {
    private final Desk desk;
    private final String word;
    private final IconView icon = new IconView("copy", 16);
    private final PauseTransition moment = new PauseTransition(Duration.seconds(1.5));
    private String text = "";

    /** A button with that id; an empty word: an icon alone. */
    public CopyButton(Desk desk, String id, String word) {
        super(word);
        this.desk = desk;
        this.word = word;
        setId(id);
        setGraphic(icon);
        setMinWidth(USE_PREF_SIZE);
        if (word.isEmpty()) {
            getStyleClass().addAll("flat", "icon-button");
        }
        setOnAction(event -> copy());
        moment.setOnFinished(event -> rest());
    }

    /** What it copies. */
    public CopyButton of(String what) {
        if (!what.equals(text)) {
            text = what;
            String name = desk.texts().get("copy.name", what);
            if (word.isEmpty()) {
                Buttons.name(this, name);
            } else {
                setTooltip(new Tooltip(name));
                setAccessibleText(name);
            }
        }
        return this;
    }

    /** Does it. */
    public void copy() {
        desk.outside().copy(text);
        icon.show("check2");
        icon.getStyleClass().add("success-icon");
        if (!word.isEmpty()) {
            setText(desk.texts().get("copy.done"));
        }
        setAccessibleText(desk.texts().get("copy.done_name", text));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        moment.playFromStart();
    }

    private void rest() {
        icon.show("copy");
        icon.getStyleClass().remove("success-icon");
        setText(word);
        setAccessibleText(desk.texts().get("copy.name", text));
    }
}
