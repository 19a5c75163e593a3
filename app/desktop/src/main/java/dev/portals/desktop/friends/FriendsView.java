package dev.portals.desktop.friends;

import dev.portals.desktop.friends.FriendsModel.Friend;
import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Trust;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “Friends”. */
public final class FriendsView implements StateView {
    private static final Columns COLUMNS = Columns.of(130, 130, 130, 190).without(3, 2);

    private final Desk desk;
    private final FriendsController controller;
    private final PageFrame frame;
    private final Keyed<Friend, HBox> table;
    private final VBox empty;

    /** The page. */
    public FriendsView(Desk desk) {
        this.desk = desk;
        controller = new FriendsController(this::show);
        table = new Keyed<>(Friend::email, this::row, this::update);
        empty = new VBox(Words.wrapped(desk.texts().get("friends.none"), "body", "muted"));
        empty.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.FRIENDS)
                .withSearch(controller::search)
                .withContent(
                        List.of(COLUMNS.head(
                                desk.texts().get("column.friend"),
                                desk.texts().get("column.trust"),
                                desk.texts().get("column.uses"),
                                desk.texts().get("column.shares"),
                                "")),
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

    private HBox row(Friend friend) {
        VBox names = new VBox(Words.line(friend.name(), "row-name"));
        if (!friend.name().equals(friend.email())) {
            names.getChildren().add(Words.line(friend.email(), "meta", "muted"));
        }
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox who = new HBox(12, new Avatar(friend.name(), 32), names);
        who.setAlignment(Pos.CENTER_LEFT);
        HBox trust = new HBox(6);
        trust.setAlignment(Pos.CENTER_LEFT);
        Button block = Buttons.small(Buttons.plain("friend-block-" + friend.email(), "", () -> {}));
        HBox actions = new HBox(
                8,
                block,
                Buttons.small(Buttons.plain(
                        "friend-compare-" + friend.email(),
                        desk.texts().get("action.compare"),
                        () -> desk.navigation().compare(friend.email()))));
        actions.setAlignment(Pos.CENTER_RIGHT);
        HBox row = COLUMNS.row(who, trust, Words.line("", "control"), Words.line("", "control"), actions);
        row.setId("friend-" + friend.email());
        row.getStyleClass().add("table-row");
        return row;
    }

    private void update(HBox row, Friend friend) {
        ((HBox) row.getChildren().get(1))
                .getChildren()
                .setAll(
                        GroupHead.shield(desk, friend.trust()),
                        Words.line(
                                friend.blocked()
                                        ? desk.texts().get("friends.blocked")
                                        : desk.texts()
                                                .get("trust."
                                                        + friend.trust().name().toLowerCase(java.util.Locale.ROOT)),
                                "meta",
                                friend.trust() == Trust.CHANGED ? "danger-text" : "muted"));
        ((Label) row.getChildren().get(2)).setText(joined(friend.uses()));
        ((Label) row.getChildren().get(3)).setText(joined(friend.shares()));
        HBox actions = (HBox) row.getChildren().get(4);
        Button block = (Button) actions.getChildren().getFirst();
        block.setText(desk.texts().get(friend.blocked() ? "friends.unblock" : "friends.block"));
        block.setOnAction(event -> desk.engine().blockFriend(friend.email(), !friend.blocked()));
        Words.show(actions.getChildren().getLast(), friend.comparable());
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "–" : String.join(", ", names);
    }
}
