package dev.portals.desktop.found;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** The services found on this computer, each to be pressed; nothing while there are none. */
public final class FoundBox extends VBox {
    private final FoundController controller;
    private final FlowPane buttons = new FlowPane(6, 6);
    private final Consumer<Found> chosen;

    /** {@code chosen} is told which was pressed. */
    public FoundBox(Desk desk, Finder finder, Consumer<Found> chosen) {
        super(4);
        this.chosen = chosen;
        setId("found");
        getChildren().addAll(Words.line(desk.texts().get("found.here"), "meta", "muted"), buttons);
        Words.show(this, false);
        controller = new FoundController(desk, finder, this::show);
    }

    /** A new snapshot: what is shared already. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(List<Found> found) {
        if (!found.equals(buttons.getUserData())) {
            buttons.setUserData(found);
            buttons.getChildren()
                    .setAll(found.stream()
                            .map(each -> Buttons.small(
                                    Buttons.plain("found-" + each.port(), each.words(), () -> chosen.accept(each))))
                            .toList());
            Words.show(this, !found.isEmpty());
        }
    }
}
