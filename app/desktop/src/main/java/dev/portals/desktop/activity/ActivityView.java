package dev.portals.desktop.activity;

import dev.portals.desktop.activity.ActivityModel.Entry;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The page “Activity”. */
public final class ActivityView implements StateView {
    private final Desk desk;
    private final ActivityController controller;
    private final PageFrame frame;
    private final Keyed<Entry, HBox> table;
    private final VBox empty;

    /** The page, on which nothing has happened. */
    public ActivityView(Desk desk) {
        this.desk = desk;
        controller = new ActivityController(desk, this::show);
        table = new Keyed<>(Entry::key, this::row, (row, entry) -> {});
        empty = new VBox(Words.wrapped(desk.texts().get("activity.none"), "body", "muted"));
        empty.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.ACTIVITY)
                .withSearch(controller::search)
                .withContent(List.of(Words.rule()), new VBox(table, empty));
        controller.render();
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        // Notices come by themselves.
    }

    /** Something happened. */
    public void happened(Notice notice) {
        controller.happened(notice);
    }

    private void show(ActivityModel model) {
        table.show(model.entries());
        Words.show(empty, model.empty());
    }

    private HBox row(Entry entry) {
        IconView icon = new IconView(entry.icon(), 16);
        icon.getStyleClass().add(entry.style());
        Label time = Words.line(entry.time(), "mono", "muted");
        time.setMinWidth(84);
        Label sentence = Words.line(entry.sentence(), "control");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(time, icon, sentence);
        row.getStyleClass().add("table-row");
        if (!entry.friend().isEmpty()) {
            row.getChildren()
                    .add(Buttons.small(Buttons.plain(
                            "activity-compare-" + entry.key(),
                            desk.texts().get("action.compare"),
                            () -> desk.navigation().compare(entry.friend()))));
        }
        return row;
    }
}
