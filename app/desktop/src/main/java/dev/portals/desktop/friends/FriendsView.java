package dev.portals.desktop.friends;

import dev.portals.desktop.friends.FriendsModel.Friend;
import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “Friends”. */
public final class FriendsView implements StateView {
    private static final Columns COLUMNS = Columns.of(220, 220);

    private final FriendsController controller;
    private final PageFrame frame;
    private final Keyed<Friend, HBox> table;
    private final VBox empty;

    /** The page. */
    public FriendsView(Desk desk) {
        controller = new FriendsController(this::show);
        table = new Keyed<>(Friend::email, FriendsView::row, FriendsView::update);
        empty = new VBox(Words.wrapped(desk.texts().get("friends.none"), "body", "muted"));
        empty.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.FRIENDS)
                .withSearch(controller::search)
                .withContent(
                        List.of(COLUMNS.head(
                                desk.texts().get("column.friend"),
                                desk.texts().get("column.uses"),
                                desk.texts().get("column.shares"))),
                        new VBox(table, empty));
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(FriendsModel model) {
        table.show(model.friends());
        Words.show(empty, model.empty());
    }

    private static HBox row(Friend friend) {
        HBox who = new HBox(12, new Avatar(friend.email(), 32), Words.line(friend.email(), "row-name"));
        who.setAlignment(Pos.CENTER_LEFT);
        HBox row = COLUMNS.row(who, Words.line("", "control"), Words.line("", "control"));
        row.setId("friend-" + friend.email());
        row.getStyleClass().add("table-row");
        return row;
    }

    private static void update(HBox row, Friend friend) {
        ((Label) row.getChildren().get(1)).setText(joined(friend.uses()));
        ((Label) row.getChildren().get(2)).setText(joined(friend.shares()));
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "–" : String.join(", ", names);
    }
}
