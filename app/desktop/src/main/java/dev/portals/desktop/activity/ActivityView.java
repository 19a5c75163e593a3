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
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The page “Activity”. */
public final class ActivityView implements StateView {
    private final Desk desk;
    private final ActivityController controller;
    private final PageFrame frame;
    private final Keyed<Entry, VBox> table;
    private final Label exported = Words.line("", "meta", "muted");
    private String today = "";
    private final VBox empty;
    private final Segments<Group> groups;

    /** The page, on which nothing has happened. */
    public ActivityView(Desk desk) {
        this.desk = desk;
        controller = new ActivityController(desk, this::show);
        table = new Keyed<>(each -> each.key() + each.day() + each.first(), this::row, (row, entry) -> {});
        empty = new VBox(Words.wrapped(desk.texts().get("activity.none"), "body", "muted"));
        empty.getStyleClass().add("page");
        groups = new Segments<>(
                "activity",
                List.of(Group.values()),
                ActivityView::key,
                each -> desk.texts().get("activity.group." + key(each)),
                controller::choose);
        exported.setId("activity-exported");
        HBox choice = new HBox(12, groups, Words.spring(), exported, export());
        choice.setAlignment(Pos.CENTER_LEFT);
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

    private Button export() {
        return Buttons.small(Buttons.with(
                Buttons.plain("activity-export", desk.texts().get("activity.export"), controller::export),
                "download",
                14));
    }

    /** Notices come by themselves, but days pass. */
    @Override
    public void show(ApplicationState state) {
        String day = controller.today();
        if (!day.equals(today)) {
            today = day;
            controller.render();
        }
    }

    /** Something happened. */
    public void happened(Notice notice) {
        controller.happened(notice);
    }

    private void show(ActivityModel model) {
        groups.show(model.group());
        table.show(model.entries());
        Words.show(empty, model.empty());
        exported.setText(model.exported());
        exported.getStyleClass().setAll("label", "meta", model.exportFailed() ? "danger-text" : "muted");
        Words.show(exported, !model.exported().isEmpty());
    }

    private VBox row(Entry entry) {
        VBox row = new VBox(line(entry));
        if (entry.first()) {
            HBox day = new HBox(Words.line(entry.day(), "section-head"));
            day.getStyleClass().add("day-head");
            row.getChildren().addFirst(day);
        }
        return row;
    }

    private HBox line(Entry entry) {
        IconView icon = new IconView(entry.icon(), 16);
        icon.getStyleClass().add(entry.style());
        Label time = Words.line(entry.time(), "mono", "muted");
        time.setMinWidth(Em.px(48));
        time.setPrefWidth(Em.px(48));
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
