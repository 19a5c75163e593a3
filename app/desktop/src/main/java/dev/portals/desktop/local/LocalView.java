package dev.portals.desktop.local;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.Reachable;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** The dialog that changes how something reachable is called here, and its port. */
public final class LocalView extends DialogFrame {
    private final Desk desk;
    private final Label portProblem = Words.wrapped("", "meta", "danger-text");
    private final Button save;

    /** The dialog of that. */
    public LocalView(Desk desk, Reachable reachable, Runnable close) {
        super("dialog-local", 560);
        this.desk = desk;
        save = Buttons.primary("local-save", desk.texts().get("edit.save"), () -> {});
        LocalController controller = new LocalController(desk, reachable, close, this::show);
        save.setOnAction(event -> controller.save());
        save.setDefaultButton(true);
        TextField name = new TextField(reachable.name());
        name.setId("local-name");
        name.setPromptText(reachable.service());
        TextField port = new TextField(LocalController.port(reachable));
        port.setId("local-port");
        port.setPromptText(desk.texts().get("accept.any_port"));
        port.getStyleClass().add("mono");
        CheckBox pin = new CheckBox(desk.texts().get("sort.pin"));
        pin.setId("local-pin");
        pin.setSelected(desk.order().isPinned(reachable.id()));
        pin.selectedProperty().addListener((observed, before, now) -> controller.pin(now));
        body(
                field(
                        desk.texts().get("open.name"),
                        name,
                        Words.wrapped(desk.texts().get("local.name_hint", reachable.service()), "meta", "muted")),
                field(
                        desk.texts().get("local.port"),
                        port,
                        Words.wrapped(desk.texts().get("local.port_hint"), "meta", "muted"),
                        portProblem),
                field(desk.texts().get("local.place"), pin));
        Button cancel = Buttons.plain("local-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        foot(List.of(cancel, save));
        name.textProperty().addListener((observed, before, now) -> controller.name(now));
        port.textProperty().addListener((observed, before, now) -> controller.port(now));
        controller.render();
    }

    private void show(LocalModel model) {
        portProblem.setText(model.portProblem());
        Words.show(portProblem, !model.portProblem().isEmpty());
        if (model.problem().isEmpty()) {
            remark(desk.texts().get("local.remark"));
        } else {
            remark(model.problem(), "danger-text");
        }
        save.setDisable(!model.ready());
    }
}
