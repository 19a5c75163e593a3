package dev.portals.desktop.list;

import dev.portals.desktop.look.Mark;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Tile;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The first cell of a row: tile, name, state. */
public final class NameCell extends HBox {
    private final Tile tile = new Tile(null);
    private final Label name = new Label();
    private final StateLine state = new StateLine();

    /** An empty one. */
    public NameCell() {
        super(12);
        setAlignment(Pos.CENTER_LEFT);
        name.getStyleClass().add("row-name");
        name.setMinWidth(0);
        dev.portals.desktop.look.Words.told(name);
        VBox text = new VBox(name, state);
        text.setMinWidth(0);
        text.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(tile, text);
    }

    /** Shows it. */
    public void show(@Nullable String scheme, boolean usable, String called, Mark mark, String word, String detail) {
        tile.show(scheme, usable);
        name.setText(called);
        state.show(mark, word, detail, false);
    }
}
