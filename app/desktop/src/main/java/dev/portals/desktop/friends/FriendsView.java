package dev.portals.desktop.friends;

import dev.portals.desktop.friends.FriendsModel.Friend;
import dev.portals.desktop.list.Columns;
import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.list.RowKeys;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Trust;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “Friends”. */
public final class FriendsView implements StateView {
    private static final Columns COLUMNS = Columns.of(130, 116, 116, 232).without(3, 2);

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
                .withAction(Buttons.with(
                        Buttons.plain(
                                "friends-import",
                                desk.texts().get("card.import"),
                                () -> desk.navigation().importCard()),
                        "person-plus",
                        14))
                .withAction(Buttons.with(
                        Buttons.plain(
                                "friends-card",
                                desk.texts().get("card.mine"),
                                () -> desk.navigation().card()),
                        "qr-code",
                        14))
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

    @Override
    public void choose(String subject) {
        RowKeys.show(frame, "friend-" + subject);
    }

    private void show(FriendsModel model) {
        table.show(model.friends());
        Words.show(empty, model.empty());
    }

    private HBox row(Friend friend) {
        HBox who = new HBox(12);
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
                        () -> desk.navigation().compare(friend.email()))),
                Buttons.icon(
                        "friend-edit-" + friend.email(),
                        "pencil",
                        desk.texts().get("friends.edit", friend.name()),
                        () -> desk.navigation().friend(friend.email())));
        actions.setAlignment(Pos.CENTER_RIGHT);
        HBox row = COLUMNS.row(who, trust, Words.line("", "control"), Words.line("", "control"), actions);
        row.setId("friend-" + friend.email());
        row.getStyleClass().add("table-row");
        RowKeys.on(
                row,
                () -> desk.navigation().friend(friend.email()),
                () -> desk.navigation().forget(friend.email()),
                () -> desk.outside().copy(friend.email()));
        return row;
    }

    private void name(HBox who, Friend friend) {
        String second = friend.name().equals(friend.email())
                ? friend.note()
                : friend.note().isEmpty() ? friend.email() : friend.email() + " · " + friend.note();
        List<String> words = List.of(friend.name(), second);
        if (words.equals(who.getUserData())) {
            return;
        }
        who.setUserData(words);
        VBox names = new VBox(Words.line(friend.name(), "row-name"));
        if (!second.isEmpty()) {
            names.getChildren().add(Words.line(second, "meta", "muted"));
        }
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        who.getChildren().setAll(new Avatar(friend.name(), 32), names);
    }

    private void update(HBox row, Friend friend) {
        name((HBox) row.getChildren().getFirst(), friend);
        ((HBox) row.getChildren().get(1))
                .getChildren()
                .setAll(
                        GroupHead.shield(desk, friend.trust()),
                        Words.line(trust(friend), "meta", friend.trust() == Trust.CHANGED ? "danger-text" : "muted"));
        ((Label) row.getChildren().get(2)).setText(joined(friend.uses()));
        ((Label) row.getChildren().get(3)).setText(joined(friend.shares()));
        HBox actions = (HBox) row.getChildren().get(4);
        Button block = (Button) actions.getChildren().getFirst();
        block.setText(desk.texts().get(friend.blocked() ? "friends.unblock" : "friends.block"));
        block.setOnAction(event -> desk.engine().blockFriend(friend.email(), !friend.blocked()));
        Words.show(actions.getChildren().get(1), friend.comparable());
        row.setAccessibleText(String.join(
                ", ", friend.name(), friend.email(), trust(friend), joined(friend.uses()), joined(friend.shares())));
    }

    private String trust(Friend friend) {
        return desk.texts()
                .get(
                        friend.blocked()
                                ? "friends.blocked"
                                : "trust." + friend.trust().name().toLowerCase(Locale.ROOT));
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "–" : String.join(", ", names);
    }
}
