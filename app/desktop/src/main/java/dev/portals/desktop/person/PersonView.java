package dev.portals.desktop.person;

import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.Keyed;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.person.PersonModel.Computer;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The dialog of a friend. It is one about trust too: what can't be undone asks first. */
public final class PersonView extends DialogFrame {
    private static final double LIST_HEIGHT = 200;
    private static final int LINE_HEIGHT = 52;

    private final Desk desk;
    private final PersonController controller;
    private final TextField name = new TextField();
    private final TextField note = new TextField();
    private final Keyed<Computer, HBox> computers;
    private final ScrollPane scroll;
    private final VBox box;
    private final Label none;
    private final Button block;
    private final Button compare;
    private final Button save;

    /** The dialog of that friend. */
    public PersonView(Desk desk, Friend friend, Runnable close) {
        super("dialog-person", 600);
        this.desk = desk;
        String email = friend.email();
        controller = new PersonController(desk, email, close, this::show);
        name.setId("person-name");
        name.setText(friend.name());
        name.setPromptText(email);
        note.setId("person-note");
        note.setText(friend.note());
        note.setPromptText(text("person.note_prompt"));
        computers = new Keyed<>(Computer::identity, each -> computer(email, each), this::update);
        scroll = new ScrollPane(computers);
        scroll.setFitToWidth(true);
        computers.heightProperty().addListener((observed, before, now) -> {
            double height = Math.min(LIST_HEIGHT, now.doubleValue());
            scroll.setPrefHeight(height);
            scroll.setMinHeight(height);
        });
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        box = new VBox(scroll);
        box.getStyleClass().add("list-box");
        none = Words.wrapped(text("person.no_computers"), "meta", "muted");
        String called = friend.name().isEmpty() ? email : friend.name();
        VBox words = new VBox(Words.line(called, "heading"), Words.line(email, "meta", "muted"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        block = Buttons.small(Buttons.plain("person-block", "", controller::block));
        compare = Buttons.small(Buttons.plain(
                "person-compare",
                text("action.compare"),
                () -> desk.navigation().compare(email)));
        HBox head = new HBox(8, new Avatar(called, 36), words, compare, block);
        head.setAlignment(Pos.CENTER_LEFT);
        body(
                head,
                field(text("person.name"), name, Words.wrapped(text("person.name_hint"), "meta", "muted")),
                field(text("person.note"), note),
                field(text("person.computers"), new VBox(none, box)));
        Button cancel = Buttons.plain("person-cancel", text("action.cancel"), close);
        cancel.setCancelButton(true);
        save = Buttons.primary("person-save", text("edit.save"), () -> controller.save(name.getText(), note.getText()));
        save.setDefaultButton(true);
        foot(
                Buttons.styled(
                        Buttons.plain(
                                "person-forget",
                                text("person.forget"),
                                () -> desk.navigation().forget(email)),
                        "danger"),
                List.of(cancel, save));
    }

    /** A new snapshot. What is being typed stays. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(PersonModel model) {
        computers.show(model.computers());
        for (Node line : computers.getChildren()) {
            line.getStyleClass().remove("first");
            if (line == computers.getChildren().getFirst()) {
                line.getStyleClass().add("first");
            }
        }
        Words.show(box, !model.computers().isEmpty());
        Words.show(none, model.computers().isEmpty());
        Words.show(compare, model.computers().stream().anyMatch(each -> !each.removed()));
        block.setText(text(model.blocked() ? "friends.unblock" : "friends.block"));
        block.setDisable(model.working());
        save.setDisable(model.working());
        if (model.problem().isEmpty()) {
            remark(model.blocked() ? text("person.blocked") : "");
        } else {
            remark(model.problem(), "danger-text");
        }
    }

    private HBox computer(String email, Computer computer) {
        VBox words = new VBox(Words.line("", "control", "medium"), Words.wrapped("", "meta", "muted"));
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(
                new HBox(),
                words,
                Buttons.icon(
                        "person-remove-" + computer.identity(),
                        "x-lg",
                        desk.texts().get("person.remove", computer.shortened()),
                        () -> desk.navigation().removeComputer(email, computer.identity())));
        line.setId("person-computer-" + computer.identity());
        line.getStyleClass().add("list-item");
        line.setStyle("-fx-min-height: " + LINE_HEIGHT + "px; -fx-padding: 4 12 4 12;");
        return line;
    }

    private void update(HBox line, Computer computer) {
        HBox shield = (HBox) line.getChildren().get(0);
        shield.getChildren().setAll(GroupHead.shield(desk, computer.trust()));
        shield.setAlignment(Pos.CENTER);
        VBox words = (VBox) line.getChildren().get(1);
        ((Label) words.getChildren().get(0))
                .setText(computer.shortened() + " · "
                        + text("trust." + computer.trust().name().toLowerCase(Locale.ROOT)));
        ((Label) words.getChildren().get(1)).setText(computer.about());
        Words.show(line.getChildren().get(2), !computer.removed());
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
