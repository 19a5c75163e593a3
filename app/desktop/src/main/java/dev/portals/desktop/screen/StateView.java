package dev.portals.desktop.screen;

import dev.portals.engine.state.ApplicationState;
import javafx.scene.Node;

/** Something on the screen that shows snapshots. On the JavaFX thread. */
public interface StateView {
    /** What is put on the screen. */
    Node node();

    /** A new snapshot. */
    void show(ApplicationState state);

    /** Puts the keyboard on the row of that, if the page has one. */
    default void choose(String subject) {}
}
