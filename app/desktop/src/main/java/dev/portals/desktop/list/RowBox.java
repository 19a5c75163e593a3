package dev.portals.desktop.list;

import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Tile;
import dev.portals.desktop.look.Words;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The closed row: tile, name, state and something at the right. Press or Enter unfolds; arrows walk (design, section 8). */
final class RowBox extends HBox {
    final Tile tile = new Tile(null);
    final Label name = new Label();
    final HBox first = new HBox(8, name);
    final StateLine state = new StateLine();
    private Runnable remove = RowKeys.NOTHING;
    private Runnable invite = RowKeys.NOTHING;
    private boolean unfolded;

    RowBox(String id, Runnable toggle, Runnable copy) {
        setId(id);
        getStyleClass().add("row");
        name.getStyleClass().add("row-name");
        name.setMinWidth(0);
        Words.told(name);
        first.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        VBox text = new VBox(first, state);
        text.setMinWidth(0);
        text.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(tile, text);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                toggle.run();
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                toggle.run();
                event.consume();
            } else if (event.getCode() == (isMirrored() ? KeyCode.LEFT : KeyCode.RIGHT) && !unfolded
                    || event.getCode() == (isMirrored() ? KeyCode.RIGHT : KeyCode.LEFT) && unfolded) {
                toggle.run();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                remove.run();
                event.consume();
            } else if (event.getCode() == KeyCode.I && !event.isShortcutDown()) {
                invite.run();
                event.consume();
            } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                copy.run();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN) {
                requestFocusTraversal(javafx.scene.TraversalDirection.NEXT);
                event.consume();
            } else if (event.getCode() == KeyCode.UP) {
                requestFocusTraversal(javafx.scene.TraversalDirection.PREVIOUS);
                event.consume();
            }
        });
    }

    private boolean isMirrored() {
        return getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
    }

    /** What Del and I do. */
    void keys(Runnable removing, Runnable inviting) {
        remove = removing;
        invite = inviting;
    }

    /** Whether what is below it is shown: arrows fold and unfold. */
    void unfolded(boolean now) {
        unfolded = now;
    }

    void name(String text) {
        name.setText(text);
    }
}
