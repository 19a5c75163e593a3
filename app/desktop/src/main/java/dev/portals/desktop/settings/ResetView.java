package dev.portals.desktop.settings;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Names what is lost before this computer begins anew. Nothing happens by Enter. */
public final class ResetView extends DialogFrame {
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private final CheckBox leave;
    private final Button yes;
    private final Node typed;

    /** The dialog; {@code anew} moves everything away and begins anew. */
    public ResetView(
            Desk desk,
            ApplicationState state,
            boolean leaving,
            Supplier<CompletableFuture<Void>> anew,
            Runnable close) {
        super("dialog-reset", 520);
        ResetController controller = new ResetController(desk, !state.portals().isEmpty(), leaving, anew, this::show);
        TextField word = new TextField();
        word.setId("reset-word");
        word.textProperty().addListener((observed, before, now) -> controller.type(now));
        Label ask = Words.wrapped(desk.texts().get("reset.type", desk.texts().get("reset.word")), "control");
        ask.setLabelFor(word);
        typed = new VBox(4, ask, word);
        leave = new CheckBox(desk.texts().get("reset.leave"));
        leave.setId("reset-leave");
        leave.setWrapText(true);
        leave.setMinHeight(CheckBox.USE_PREF_SIZE);
        leave.selectedProperty().addListener((observed, before, on) -> controller.leave(on));
        VBox consequences = new VBox(4);
        if (!state.portals().isEmpty()) {
            consequences
                    .getChildren()
                    .add(line(
                            desk.texts().count("reset.portals", state.portals().size())));
        }
        if (!state.reachable().isEmpty()) {
            consequences
                    .getChildren()
                    .add(line(desk.texts()
                            .count("reset.reachable", state.reachable().size())));
        }
        consequences
                .getChildren()
                .addAll(
                        line(desk.texts().get("reset.identity")),
                        line(desk.texts().get("reset.kept")));
        problem.setId("reset-problem");
        body(Words.wrapped(desk.texts().get("reset.title"), "heading"), consequences, leave, typed, problem);
        Words.show(leave, state.account() != null);
        Button cancel = Buttons.plain("reset-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        yes = Buttons.styled(
                Buttons.plain("reset-yes", desk.texts().get("reset.action"), controller::reset), "danger-fill");
        foot(List.of(cancel, yes));
        controller.render();
    }

    private static HBox line(String text) {
        Label sentence = Words.wrapped(text, "body", "muted");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        Label dot = Words.line("•", "body", "muted");
        dot.setMinWidth(Label.USE_PREF_SIZE);
        HBox line = new HBox(8, dot, sentence);
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }

    private void show(ResetModel model) {
        Words.show(typed, model.word());
        leave.setSelected(model.leave());
        yes.setDisable(!model.ready());
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
    }
}
