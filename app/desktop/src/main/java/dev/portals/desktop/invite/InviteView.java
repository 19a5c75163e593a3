package dev.portals.desktop.invite;

import dev.portals.desktop.invite.InviteModel.Chip;
import dev.portals.desktop.invite.InviteModel.Result;
import dev.portals.desktop.list.LifeBox;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The dialog “Invite to …”: addresses as chips, then a result for each. */
public final class InviteView extends DialogFrame {
    private final Desk desk;
    private final InviteController controller;
    private final FlowPane chips = new FlowPane();
    private final TextField input = new TextField();
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private final Label hint = Words.wrapped("", "meta", "muted");
    private final VBox form;
    private final Button cancel;
    private final Button invite;
    private final Button again;
    private final Button done;
    private List<Chip> shown = List.of();

    /** The dialog for that portal. */
    public InviteView(Desk desk, String portal, Runnable close) {
        super("dialog-invite", 560);
        this.desk = desk;
        this.controller = new InviteController(desk, portal, this::show);
        input.setId("invite-address");
        input.getStyleClass().add("bare-field");
        input.setPrefWidth(180);
        input.focusedProperty().addListener((observed, before, focused) -> {
            chips.getStyleClass().remove("focused");
            if (focused) {
                chips.getStyleClass().add("focused");
            } else {
                enter();
            }
        });
        input.textProperty().addListener((observed, before, now) -> {
            if (now.matches("(?s).*[,;\\s]") || now.contains("@") && now.matches("(?s).+[,;\\s].+")) {
                enter();
            }
        });
        input.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER && !input.getText().isBlank()) {
                enter();
                event.consume();
            } else if (event.getCode() == KeyCode.BACK_SPACE && input.getText().isEmpty()) {
                controller.takeLast().ifPresent(last -> {
                    input.setText(last);
                    input.end();
                });
                event.consume();
            }
        });
        chips.getStyleClass().add("chip-box");
        chips.setId("invite-chips");
        chips.getChildren().add(input);
        chips.setOnMouseClicked(event -> input.requestFocus());
        problem.setId("invite-problem");
        Label label = Words.line(desk.texts().get("invite.addresses"), "field-label");
        label.setLabelFor(input);
        LifeBox life = new LifeBox(
                desk.texts(),
                "invite-life",
                desk.texts().get("invite.life_none"),
                LifeBox.INVITATION,
                controller::life);
        Label lasting = Words.line(desk.texts().get("invite.life"), "field-label");
        lasting.setLabelFor(life);
        HBox lives = new HBox(16, lasting, life);
        lives.setAlignment(Pos.CENTER_LEFT);
        VBox.setMargin(lives, new Insets(12, 0, 0, 0));
        form = new VBox(
                4, label, chips, problem, hint, Words.wrapped(desk.texts().get("invite.text"), "meta", "muted"), lives);

        cancel = Buttons.plain("invite-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        invite = Buttons.primary("invite-submit", "", this::invite);
        again = Buttons.plain("invite-again", desk.texts().get("invite.again"), controller::again);
        done = Buttons.primary("invite-done", desk.texts().get("action.done"), close);
        done.setCancelButton(true);
    }

    /** A new snapshot. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void enter() {
        String text = input.getText();
        if (!text.isBlank()) {
            input.clear();
            controller.enter(text);
        }
    }

    private void invite() {
        enter();
        controller.invite();
    }

    private void show(InviteModel model) {
        if (model.results().isEmpty()) {
            showForm(model);
        } else {
            showResults(model);
        }
    }

    private void showForm(InviteModel model) {
        body(form);
        foot(List.of(cancel, invite));
        if (!model.chips().equals(shown)) {
            shown = model.chips();
            List<Node> nodes = new ArrayList<>();
            shown.forEach(chip -> nodes.add(chip(chip)));
            nodes.add(input);
            chips.getChildren().setAll(nodes);
            input.requestFocus();
        }
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
        hint.setText(model.hint());
        Words.show(hint, !model.hint().isEmpty());
        invite.setText(
                model.chips().isEmpty()
                        ? desk.texts().get("invite.submit")
                        : desk.texts().get("invite.submit_count", model.chips().size()));
        // With nothing but typed text it may be pressed: that is entered first.
        invite.setDisable(model.working() || !(model.ready() || model.chips().isEmpty()));
        remark(
                model.working()
                        ? desk.texts().get("invite.working")
                        : model.problem().isEmpty() ? "" : desk.texts().get("invite.to_correct"));
    }

    private Node chip(Chip chip) {
        IconView icon =
                new IconView(chip.right() ? (chip.own() ? "laptop" : "envelope") : "exclamation-octagon-fill", 12);
        HBox box = new HBox(
                icon,
                Words.line(chip.text()),
                Buttons.icon(
                        "invite-remove-" + chip.text(),
                        "x",
                        desk.texts().get("invite.remove", chip.text()),
                        () -> controller.remove(chip.text())));
        box.getStyleClass().add("chip");
        if (!chip.right()) {
            box.getStyleClass().add("wrong");
        }
        return box;
    }

    private void showResults(InviteModel model) {
        int all = model.results().size();
        boolean good = model.sent() == all;
        HBox banner = new HBox(Words.wrapped(
                good
                        ? desk.texts().count("invite.all_sent", all)
                        : desk.texts().get("invite.some_sent", model.sent(), all),
                "strong",
                "control"));
        banner.setId("invite-summary");
        banner.getStyleClass().add("banner");
        if (!good) {
            banner.getStyleClass().add("warning");
        }
        VBox list = new VBox();
        list.getStyleClass().add("list-box");
        for (Result result : model.results()) {
            VBox text = new VBox(
                    Words.line(result.email(), "control", "medium"), Words.wrapped(result.sentence(), "meta", "muted"));
            HBox.setHgrow(text, Priority.ALWAYS);
            StateLine state = new StateLine()
                    .show(
                            result.sent() ? Mark.UP : Mark.FAULT,
                            desk.texts().get(result.sent() ? "invite.sent" : "invite.failed"),
                            "",
                            false);
            state.setMinWidth(USE_PREF_SIZE);
            HBox line = new HBox(new Avatar(result.email(), 24), text, state);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setStyle("-fx-padding: 8 12 8 12;");
            line.getStyleClass().add("list-item");
            if (list.getChildren().isEmpty()) {
                line.getStyleClass().add("first");
            }
            list.getChildren().add(line);
        }
        body(banner, list);
        remark("");
        foot(good ? List.of(done) : List.of(again, done));
        done.requestFocus();
    }
}
