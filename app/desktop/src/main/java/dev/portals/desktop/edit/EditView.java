package dev.portals.desktop.edit;

import dev.portals.desktop.list.LifeBox;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.open.OpenView;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Portal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** The dialog “Edit …”. */
public final class EditView extends DialogFrame {
    /** Longer than anybody can choose. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Desk desk;
    private final EditController controller;
    private final Label titleProblem = Words.wrapped("", "meta", "danger-text");
    private final Label addressProblem = Words.wrapped("", "meta", "danger-text");
    private final Button save;

    /** The dialog of that portal. */
    public EditView(Desk desk, Portal portal, Runnable close) {
        super("dialog-edit", 560);
        this.desk = desk;
        this.save = Buttons.primary("edit-save", desk.texts().get("edit.save"), this::save);
        this.controller = new EditController(desk, portal, close, this::show);
        TextField title = field("edit-title", portal.title());
        TextField address = field("edit-address", portal.address());
        address.getStyleClass().add("mono");
        TextField note = field("edit-note", portal.note() == null ? "" : portal.note());
        note.setPromptText(desk.texts().get("open.note_prompt"));
        ComboBox<String> kind = new ComboBox<>();
        kind.setId("edit-kind");
        kind.getItems().setAll(OpenView.KINDS);
        kind.setValue(portal.scheme() == null ? "tcp" : portal.scheme());
        kind.setPrefWidth(144);
        CheckBox verified = new CheckBox(desk.texts().get("edit.verified_only"));
        verified.setId("edit-verified-only");
        verified.setWrapText(true);
        verified.setSelected(portal.verifiedOnly());
        body(
                field(
                        desk.texts().get("open.name"),
                        title,
                        Words.wrapped(desk.texts().get("open.name_hint"), "meta", "muted"),
                        titleProblem),
                field(
                        desk.texts().get("open.service"),
                        address,
                        Words.wrapped(desk.texts().get("edit.address_hint"), "meta", "muted"),
                        addressProblem),
                field(desk.texts().get("open.kind"), kind),
                field(desk.texts().get("open.note"), note),
                field(desk.texts().get("edit.who"), verified),
                field(desk.texts().get("open.life"), life(portal)));
        Button cancel = Buttons.plain("edit-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        save.setDefaultButton(true);
        foot(List.of(cancel, save));
        title.textProperty().addListener((observed, before, now) -> controller.title(now));
        address.textProperty().addListener((observed, before, now) -> controller.address(now));
        note.textProperty().addListener((observed, before, now) -> controller.note(now));
        kind.valueProperty().addListener((observed, before, now) -> controller.kind(now));
        verified.selectedProperty().addListener((observed, before, now) -> controller.verifiedOnly(now));
    }

    /** One that has an end can be let go on; choosing counts from now. */
    private LifeBox life(Portal portal) {
        Instant end = portal.expiresAt();
        String now = end == null
                ? desk.texts().get("open.life_none")
                : desk.texts()
                        .get("edit.life_now", new Times(desk.texts(), desk.clock(), ZoneId.systemDefault()).full(end));
        LifeBox life = new LifeBox(
                desk.texts(),
                "edit-life",
                now,
                LifeBox.PORTAL,
                each -> controller.life(each.isZero() ? null : each.equals(FOREVER) ? Duration.ZERO : each));
        if (end != null) {
            life.withForever(FOREVER, desk.texts().get("open.life_none"));
        }
        return life;
    }

    private static TextField field(String id, String text) {
        TextField field = new TextField(text);
        field.setId(id);
        return field;
    }

    /** A new snapshot: which names are taken. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void save() {
        controller.save();
    }

    private void show(EditModel model) {
        titleProblem.setText(model.titleProblem());
        Words.show(titleProblem, !model.titleProblem().isEmpty());
        addressProblem.setText(model.addressProblem());
        Words.show(addressProblem, !model.addressProblem().isEmpty());
        if (model.problem().isEmpty()) {
            remark(desk.texts().get("edit.remark"));
        } else {
            remark(model.problem(), "danger-text");
        }
        save.setDisable(!model.ready());
    }
}
