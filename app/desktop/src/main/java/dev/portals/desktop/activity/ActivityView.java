package dev.portals.desktop.activity;

import dev.portals.desktop.activity.ActivityModel.Entry;
import dev.portals.desktop.activity.ActivityModel.Group;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Segments;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
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
    private final Segments<Group> groups;

    /** The page, on which nothing has happened. */
    public ActivityView(Desk desk) {
        this.desk = desk;
        controller = new ActivityController(desk, this::show);
        table = new Keyed<>(Entry::key, this::row, (row, entry) -> {});
        empty = new VBox(Words.wrapped(desk.texts().get("activity.none"), "body", "muted"));
        empty.getStyleClass().add("page");
        groups = new Segments<>(
                "activity",
                List.of(Group.values()),
                ActivityView::key,
                each -> desk.texts().get("activity.group." + key(each)),
                controller::choose);
        FlowPane choice = new FlowPane(groups);
        choice.setStyle("-fx-padding: 12 24 12 24;");
        frame = new PageFrame(desk, Page.ACTIVITY)
                .withSearch(controller::search)
                .withContent(List.of(Words.rule(), choice, Words.rule()), new VBox(table, empty));
        controller.render();
    }

    private static String key(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
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
        groups.show(model.group());
        table.show(model.entries());
        Words.show(empty, model.empty());
    }

    private HBox row(Entry entry) {
        IconView icon = new IconView(entry.icon(), 16);
        icon.getStyleClass().add(entry.style());
        Label time = Words.line(entry.time(), "mono", "muted");
        time.setMinWidth(Em.px(96));
        time.setPrefWidth(Em.px(96));
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
