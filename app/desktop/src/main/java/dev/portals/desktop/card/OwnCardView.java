package dev.portals.desktop.card;

import dev.portals.desktop.card.OwnCardModel.Saved;
import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.QrView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The own contact card: a code to scan, and its text to copy or to save. */
public final class OwnCardView extends DialogFrame {
    private final Desk desk;
    private final TextArea text = new TextArea();
    private final VBox code = new VBox();
    private final CopyButton copy;
    private final Button save;

    /** The dialog. */
    public OwnCardView(Desk desk, Runnable close) {
        super("dialog-card", 720);
        this.desk = desk;
        OwnCardController controller = new OwnCardController(desk, this::show);
        text.setId("card-text");
        text.setEditable(false);
        text.setWrapText(true);
        text.setPrefRowCount(8);
        text.getStyleClass().add("mono");
        text.setAccessibleText(desk.texts().get("card.title"));
        VBox.setVgrow(text, Priority.ALWAYS);
        VBox column = new VBox(12, Words.wrapped(desk.texts().get("card.how"), "body", "muted"), text);
        HBox.setHgrow(column, Priority.ALWAYS);
        column.setMinWidth(0);
        body(Words.wrapped(desk.texts().get("card.text"), "body", "muted"), new HBox(24, column, code));
        copy = new CopyButton(desk, "card-copy", desk.texts().get("copy.word"));
        save = Buttons.primary("card-save", desk.texts().get("bundle.save"), controller::save);
        Button done = Buttons.plain("card-done", desk.texts().get("action.done"), close);
        done.setCancelButton(true);
        foot(List.of(done, copy, save));
        controller.begin();
    }

    private void show(OwnCardModel model) {
        copy.setDisable(model.card().isEmpty());
        save.setDisable(model.card().isEmpty());
        if (!model.card().equals(text.getText())) {
            text.setText(model.card());
            copy.of(model.card());
            copy.setTooltip(null);
            copy.setAccessibleText(desk.texts().get("card.copy"));
            QrView.fitting(model.card()).ifPresent(each -> code.getChildren().setAll(each));
        }
        if (model.problem().isEmpty()) {
            remark(model.saved() == Saved.DONE ? desk.texts().get("card.saved") : "");
        } else {
            remark(model.problem(), "danger-text");
        }
    }
}
