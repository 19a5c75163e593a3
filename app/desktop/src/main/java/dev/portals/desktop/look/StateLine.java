package dev.portals.desktop.look;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Glyph, word and, after a dot, a detail: the second line of a row. */
public final class StateLine extends HBox {
    private final MarkView mark = new MarkView(Mark.NONE);
    private final Label word = new Label();
    private final Label dot = new Label("·");
    private final Label detail = new Label();

    /** An empty one. */
    public StateLine() {
        super(6);
        setAlignment(Pos.CENTER_LEFT);
        word.getStyleClass().add("state");
        word.setMinWidth(USE_PREF_SIZE);
        dot.getStyleClass().addAll("meta", "subtle");
        dot.setMinWidth(USE_PREF_SIZE);
        detail.getStyleClass().add("row-detail");
        detail.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        detail.setMinWidth(0);
        HBox.setHgrow(detail, Priority.SOMETIMES);
        getChildren().addAll(mark, word, dot, detail);
    }

    /** Shows this state; a detail may be empty. */
    public StateLine show(Mark state, String stateWord, String more, boolean mono) {
        mark.show(state);
        word.setText(stateWord);
        word.getStyleClass().removeIf(name -> name.startsWith("state-"));
        word.getStyleClass().add("state-" + state.styleName());
        // A word that stands alone may be cut; one with an address beside it may not.
        word.setMinWidth(more.isEmpty() ? 0 : USE_PREF_SIZE);
        detail.setText(more);
        detail.getStyleClass().remove("mono");
        if (mono) {
            detail.getStyleClass().add("mono");
            detail.setMinWidth(USE_PREF_SIZE);
        } else {
            detail.setMinWidth(0);
        }
        dot.setVisible(!more.isEmpty());
        dot.setManaged(!more.isEmpty());
        detail.setVisible(!more.isEmpty());
        detail.setManaged(!more.isEmpty());
        return this;
    }
}
