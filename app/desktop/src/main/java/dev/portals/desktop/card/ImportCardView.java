package dev.portals.desktop.card;

import dev.portals.desktop.card.ImportCardModel.Known;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.CodeReader;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The dialog that takes a friend's contact card. */
public final class ImportCardView extends DialogFrame {
    private final Desk desk;
    private final Runnable close;
    private final ImportCardController controller;
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private final TextArea text = new TextArea();
    private final Button add;
    private boolean told;

    /** The dialog. */
    public ImportCardView(Desk desk, Runnable close) {
        super("dialog-import-card", 560);
        this.desk = desk;
        this.close = close;
        controller = new ImportCardController(desk, new CodeReader(), text::setText, this::show);
        text.setId("import-card-text");
        text.setPromptText("portals-card:1:…");
        text.setWrapText(true);
        text.setPrefRowCount(6);
        text.getStyleClass().add("mono");
        text.setAccessibleText(desk.texts().get("card.field"));
        text.textProperty().addListener((observed, before, now) -> controller.changed());
        problem.setId("import-card-problem");
        Words.show(problem, false);
        body(field(
                desk.texts().get("card.field"),
                text,
                Words.wrapped(desk.texts().get("card.import_text"), "meta", "muted"),
                problem));
        Button cancel = Buttons.plain("import-card-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        add = Buttons.primary("import-card-add", desk.texts().get("card.add"), () -> controller.take(text.getText()));
        add.setDefaultButton(true);
        foot(
                Buttons.plain("import-card-file", desk.texts().get("card.from_file"), controller::choose),
                List.of(cancel, add));
    }

    private void show(ImportCardModel model) {
        Known known = model.known();
        if (known != null) {
            told(known);
            return;
        }
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
        add.setDisable(model.working());
    }

    private void told(Known known) {
        if (told) {
            return;
        }
        told = true;
        VBox names = new VBox(Words.line(known.name(), "heading"), Words.line(known.email(), "meta", "muted"));
        HBox who = new HBox(12, new Avatar(known.name(), 36), names);
        who.setAlignment(Pos.CENTER_LEFT);
        body(who, Words.wrapped(desk.texts().get("card.known", known.name()), "body", "muted"));
        Button done = Buttons.plain("import-card-done", desk.texts().get("action.done"), close);
        done.setCancelButton(true);
        // Dialogs about trust have no default button.
        foot(List.of(done, Buttons.primary("import-card-compare", desk.texts().get("compare.words"), () -> {
            close.run();
            desk.navigation().compare(known.email());
        })));
    }
}
