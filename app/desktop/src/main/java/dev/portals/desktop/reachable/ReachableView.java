package dev.portals.desktop.reachable;

import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.NameCell;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.list.RowKeys;
import dev.portals.desktop.list.SortButton;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “Reachable”. */
public final class ReachableView implements StateView {
    private static final Columns COLUMNS = Columns.of(140, 124, 96, 260).without(3, 2);

    private final Desk desk;
    private final ReachableController controller;
    private final PageFrame frame;
    private final Keyed<ReachableRow.Group, VBox> groups;
    private final VBox empty;
    private final Label emptyText = Words.wrapped("", "body", "muted");

    /** The page. */
    public ReachableView(Desk desk) {
        this.desk = desk;
        controller = new ReachableController(desk, this::show);
        groups = new Keyed<>(ReachableRow.Group::from, this::group, this::update);
        empty = new VBox(8, emptyText);
        empty.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.REACHABLE)
                .withSearch(controller::search, controller::copyFirst, controller::openFirst)
                .withAction(new SortButton(desk, "reachable-sort", controller::again))
                .withAction(Buttons.with(
                        Buttons.plain(
                                "reachable-paste",
                                text("action.paste_link"),
                                () -> desk.navigation().pasteLink()),
                        "link-45deg",
                        16))
                .withContent(
                        List.of(COLUMNS.head(
                                text("column.portal"),
                                text("column.here"),
                                text("column.path"),
                                text("column.now"),
                                "")),
                        new VBox(groups, empty));
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    @Override
    public void choose(String subject) {
        RowKeys.show(frame, "reachable-row-" + subject);
    }

    private void show(ReachableModel model) {
        groups.show(model.groups());
        emptyText.setText(desk.texts().get("reachable.nothing", model.email()));
        Words.show(empty, model.empty());
    }

    private VBox group(ReachableRow.Group group) {
        HBox head = GroupHead.of(desk, group);
        head.getStyleClass().add("table-group");
        return new VBox(head, new Keyed<ReachableRow, HBox>(ReachableRow::id, this::row, this::update));
    }

    @SuppressWarnings("unchecked")
    private void update(VBox box, ReachableRow.Group group) {
        ((Keyed<ReachableRow, HBox>) box.getChildren().get(1)).show(group.rows());
    }

    private HBox row(ReachableRow first) {
        CopyButton copy = new CopyButton(desk, "reachable-row-copy-" + first.id(), text("copy.word"));
        Buttons.small(copy);
        Button help = Buttons.small(Buttons.plain("reachable-row-help-" + first.id(), "", () -> {}));
        Button browse = Buttons.icon(
                "reachable-row-browse-" + first.id(), "box-arrow-up-right", text("action.browse"), () -> {});
        HBox buttons = new HBox(
                4,
                help,
                browse,
                copy,
                Buttons.icon(
                        "reachable-row-edit-" + first.id(),
                        "pencil",
                        text("action.edit"),
                        () -> desk.navigation().local(first.id())),
                Buttons.icon(
                        "reachable-row-give-up-" + first.id(),
                        "x-lg",
                        text("action.give_up"),
                        () -> desk.navigation().giveUp(first.id())));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        HBox row = COLUMNS.row(
                new NameCell(),
                Words.line("", "mono"),
                Words.line("", "meta", "muted"),
                Words.line("", "mono"),
                buttons);
        row.setId("reachable-row-" + first.id());
        row.getStyleClass().add("table-row");
        RowKeys.on(row, copy::copy, () -> desk.navigation().giveUp(first.id()), copy::copy);
        return row;
    }

    private void update(HBox row, ReachableRow reachable) {
        ((NameCell) row.getChildren().get(0))
                .show(
                        reachable.scheme(),
                        reachable.usable(),
                        reachable.name(),
                        reachable.mark(),
                        reachable.word(),
                        reachable.open() == 0 ? "" : desk.texts().count("count.connections", reachable.open()));
        ((Label) row.getChildren().get(1)).setText(reachable.address().isEmpty() ? "–" : reachable.address());
        ((Label) row.getChildren().get(2)).setText(reachable.path().isEmpty() ? "–" : reachable.path());
        ((Label) row.getChildren().get(3)).setText(reachable.rate().isEmpty() ? "–" : reachable.rate());
        HBox buttons = (HBox) row.getChildren().get(4);
        String url = reachable.url();
        help((Button) buttons.getChildren().get(0), reachable);
        Button browse = (Button) buttons.getChildren().get(1);
        browse.setOnAction(event -> {
            if (url != null) {
                desk.outside().browse(url);
            }
        });
        Words.show(browse, url != null && reachable.usable());
        CopyButton copy = (CopyButton) buttons.getChildren().get(2);
        copy.of(url == null ? reachable.address() : url);
        Words.show(copy, !reachable.address().isEmpty());
        row.setAccessibleText(reachable.sentence());
    }

    private void help(Button button, ReachableRow reachable) {
        String key = switch (reachable.help()) {
            case RESUME -> "action.resume";
            case ANOTHER_PORT -> "action.another_port";
            case COMPARE -> "action.compare";
            case COPY -> "action.pause";
            case NONE -> "";
        };
        Words.show(button, !key.isEmpty());
        if (!key.isEmpty()) {
            button.setText(text(key));
            button.setOnAction(event -> controller.help(reachable));
        }
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
