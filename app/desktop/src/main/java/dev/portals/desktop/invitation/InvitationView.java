package dev.portals.desktop.invitation;

import dev.portals.desktop.invitation.InvitationModel.Step;
import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.InvitationRow;
import dev.portals.desktop.list.ReachableRow;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.look.MarkView;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.recipe.Recipe;
import dev.portals.engine.recipe.Recipes;
import dev.portals.engine.state.ApplicationState;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The dialog of one invitation: question, steps, address. */
public final class InvitationView extends DialogFrame {
    private final Desk desk;
    private final InvitationController controller;
    private final Runnable close;
    private final TextField port = new TextField();
    private final CheckBox browse = new CheckBox();
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private final StateLine state = new StateLine();
    private final Label hint = Words.wrapped("", "meta", "muted");
    private @Nullable InvitationModel shown;

    /** The dialog of that invitation. */
    public InvitationView(Desk desk, String id, Runnable close) {
        super("dialog-invitation", 520);
        this.desk = desk;
        this.close = close;
        this.controller = new InvitationController(desk, id, close, this::show);
        port.setId("invitation-port");
        port.setAccessibleText(text("accept.side"));
        port.getStyleClass().add("mono");
        port.setPromptText(text("accept.any_port"));
        port.setPrefWidth(140);
        port.setMaxWidth(140);
        port.textProperty().addListener((observed, before, now) -> {
            if (!now.matches("[0-9]{0,5}")) {
                port.setText(before);
            }
        });
        browse.setId("invitation-browse");
        browse.setText(text("accept.browse"));
        browse.selectedProperty().addListener((observed, before, now) -> controller.browseWhenReady(now));
        problem.setId("invitation-problem");
    }

    /** A new snapshot. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(InvitationModel model) {
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
        InvitationRow invitation = model.invitation();
        ReachableRow reachable = model.reachable();
        if (model.step() == Step.READY && reachable != null) {
            boolean up = reachable.mark() == Mark.UP;
            state.show(reachable.mark(), up ? text("state.ready") : reachable.word(), "", false);
            hint.setText(reachable.explanation().isEmpty() ? text("accept.ready") : reachable.explanation());
        }
        boolean drawn = model.drawnAs(shown);
        shown = model;
        if (drawn) {
            return;
        }
        switch (model.step()) {
            case QUESTION -> {
                if (invitation != null) {
                    question(invitation);
                }
            }
            case ACCEPTING, CONNECTING, FAILED -> steps(model, invitation, reachable);
            case READY -> {
                if (reachable != null) {
                    ready(reachable);
                }
            }
            default -> {
                String key = "accept." + model.step().name().toLowerCase(java.util.Locale.ROOT);
                body(
                        Words.wrapped(text(key + ".title"), "heading"),
                        Words.wrapped(text(key + ".text"), "body", "muted"),
                        problem);
                remark("");
                foot(List.of(closing("action.dismiss")));
            }
        }
    }

    private void question(InvitationRow invitation) {
        VBox who = new VBox(Words.line(invitation.name(), "heading"));
        if (!invitation.name().equals(invitation.from())) {
            who.getChildren().add(Words.line(invitation.from(), "body", "muted"));
        }
        who.setAlignment(Pos.CENTER_LEFT);
        HBox from = new HBox(16, new Avatar(invitation.name(), 48), who);
        List<Node> nodes = new ArrayList<>();
        nodes.add(from);
        nodes.add(Words.wrapped(desk.texts().get("accept.title", invitation.service()), "title"));
        if (invitation.note() != null && !invitation.note().isEmpty()) {
            HBox well = new HBox(Words.wrapped("“" + invitation.note() + "”", "control"));
            well.getStyleClass().add("well");
            nodes.add(well);
        }
        if (invitation.scheme() != null) {
            nodes.add(fact("accept.kind", invitation.scheme()));
        }
        if (!invitation.expires().isEmpty()) {
            nodes.add(fact("accept.expires", invitation.expires()));
        }
        nodes.add(Words.rule());
        boolean web = "http".equals(invitation.scheme()) || "https".equals(invitation.scheme());
        HBox side = new HBox(8, Words.line("127.0.0.1:", "mono", "muted"), port);
        side.setAlignment(Pos.CENTER_LEFT);
        Words.show(browse, web);
        nodes.add(field(
                text("accept.side"), side, Words.wrapped(text("accept.side_hint"), "meta", "muted"), browse, problem));
        body(nodes.toArray(Node[]::new));
        Button accept = Buttons.primary("invitation-accept", text("action.accept"), this::accept);
        accept.setDefaultButton(true);
        remark("");
        foot(
                Buttons.flat("invitation-decline", text("action.decline"), controller::decline),
                List.of(closing("action.later"), accept));
    }

    private void accept() {
        int wanted = port.getText().isEmpty() ? 0 : Integer.parseInt(port.getText());
        if (wanted > 65_535) {
            problem.setText(text("accept.bad_port"));
            Words.show(problem, true);
        } else {
            controller.accept(wanted);
        }
    }

    private Node fact(String key, String value) {
        Label name = Words.line(text(key), "control", "muted");
        name.setMinWidth(96);
        HBox line = new HBox(16, name, Words.line(value, "control"));
        VBox.setMargin(line, new Insets(-8, 0, 0, 0));
        return line;
    }

    private void steps(InvitationModel model, @Nullable InvitationRow invitation, @Nullable ReachableRow reachable) {
        String from = reachable != null ? reachable.from() : invitation == null ? "" : invitation.from();
        String service = reachable != null ? reachable.name() : invitation == null ? "" : invitation.service();
        boolean failed = model.step() == Step.FAILED;
        boolean joined = reachable != null && reachable.mark() != Mark.CONNECTING
                || reachable != null && !reachable.address().isEmpty();
        int now = reachable == null ? 0 : joined ? 2 : 1;
        String person = model.person();
        List<String> texts = List.of(
                text(now > 0 ? "accept.step.accepted" : "accept.step.accepting"),
                desk.texts().get(now > 1 ? "accept.step.joined" : "accept.step.joining", person),
                desk.texts().get("accept.step.connecting", person),
                text("accept.step.open"));
        VBox column = new VBox();
        for (int i = 0; i < texts.size(); i++) {
            column.getChildren().add(step(i, now, failed, texts.get(i), reachable));
            if (i < texts.size() - 1) {
                Region thread = new Region();
                thread.getStyleClass().add("step-line");
                thread.setMinHeight(12);
                thread.setMaxHeight(12);
                VBox.setMargin(thread, new Insets(2, 0, 2, 9.5));
                column.getChildren().add(thread);
            }
        }
        body(head(from, service), column, problem);
        remark(text(failed ? "accept.failed_remark" : "accept.continues"));
        foot(List.of(closing(failed ? "action.dismiss" : "action.hide")));
    }

    private static Node step(int place, int now, boolean failed, String text, @Nullable ReachableRow reachable) {
        Node mark;
        if (place < now) {
            IconView tick = new IconView("check-circle-fill", 16);
            tick.getStyleClass().add("success-icon");
            mark = tick;
        } else {
            mark = new MarkView(place > now ? Mark.NONE : failed ? Mark.FAULT : Mark.CONNECTING, place > now ? 14 : 16);
        }
        StackPane room = new StackPane(mark);
        room.setMinSize(20, 20);
        room.setMaxSize(20, 20);
        VBox words = new VBox(Words.line(text, "control", place == now ? "medium" : "body"));
        if (place > now) {
            words.getChildren().getFirst().getStyleClass().add("subtle");
        }
        if (place == now && reachable != null && !reachable.explanation().isEmpty()) {
            words.getChildren().add(Words.wrapped(reachable.explanation(), "meta", failed ? "danger-text" : "muted"));
        }
        return new HBox(12, room, words);
    }

    private Node head(String from, String service) {
        VBox words = new VBox(
                Words.line(service, "strong"), Words.line(desk.texts().get("accept.from", from), "meta", "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(12, new Avatar(from, 36), words);
    }

    private void ready(ReachableRow reachable) {
        String address = reachable.url() == null ? reachable.address() : reachable.url();
        Label ready = Words.line(address, "ready-address");
        ready.setId("invitation-address");
        HBox well =
                new HBox(ready, Words.spring(), new CopyButton(desk, "invitation-copy", text("copy.word")).of(address));
        well.getStyleClass().add("well");
        FlowPane recipes = recipes(reachable);
        Words.show(recipes, !recipes.getChildren().isEmpty());
        body(head(reachable.from(), reachable.name()), state, well, recipes, hint);
        remark("");
        Button done = closing("action.done");
        if (reachable.url() == null) {
            foot(List.of(done));
        } else {
            foot(List.of(
                    done,
                    Buttons.with(
                            Buttons.primary(
                                    "invitation-open",
                                    text("action.browse"),
                                    () -> desk.outside().browse(address)),
                            "box-arrow-up-right",
                            16)));
        }
    }

    /** How to use it, ready to be pasted (spec 05 section 15.11). */
    private FlowPane recipes(ReachableRow reachable) {
        FlowPane all = new FlowPane(8, 8);
        if (reachable.address().isEmpty()) {
            return all;
        }
        for (Recipe.Action action : Recipes.own()
                .find(reachable.scheme(), 0)
                .at(reachable.scheme(), reachable.address(), reachable.from())) {
            // The address itself has its button above.
            if (action.kind() == Recipe.Kind.COPY && !action.text().equals(reachable.address())) {
                int number = all.getChildren().size() + 1;
                all.getChildren()
                        .add(Buttons.small(
                                new CopyButton(desk, "invitation-recipe-" + number, action.label()).of(action.text())));
            }
        }
        return all;
    }

    private Button closing(String key) {
        Button button = Buttons.plain("invitation-close", text(key), close);
        button.setCancelButton(true);
        return button;
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
