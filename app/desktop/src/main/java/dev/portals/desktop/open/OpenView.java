package dev.portals.desktop.open;

import dev.portals.desktop.found.Finder;
import dev.portals.desktop.found.Found;
import dev.portals.desktop.found.FoundBox;
import dev.portals.desktop.list.LifeBox;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** The dialog “Open a portal”. */
public final class OpenView extends DialogFrame {
    /** The kinds of services that are known by name. */
    public static final List<String> KINDS =
            List.of("http", "https", "ssh", "postgresql", "mysql", "redis", "mongodb", "vnc", "rdp", "tcp");

    private final OpenController controller;
    private final FoundBox found;
    private final TextField address = new TextField();
    private final StateLine answer = new StateLine();
    private final Label addressProblem = Words.wrapped("", "meta", "danger-text");
    private final Label addressHint = Words.wrapped("", "meta", "warning-text");
    private final Label ownerHint = Words.wrapped("", "meta", "muted");
    private final TextField name = new TextField();
    private final Label nameProblem = Words.wrapped("", "meta", "danger-text");
    private final Button useFree;
    private final ComboBox<String> kind = new ComboBox<>();
    private final Button open;
    private final String usualRemark;
    private String free = "";
    private boolean kindChosen;

    /**
     * The dialog.
     *
     * @param finder looks for services to choose from
     * @param known the address to begin with; empty: none
     * @param opened told the name of the new portal
     * @param close takes the dialog away
     */
    public OpenView(Desk desk, Finder finder, String known, Consumer<String> opened, Runnable close) {
        super("dialog-open", 560);
        usualRemark = desk.texts().get("open.remark");
        found = new FoundBox(desk, finder, each -> choose(each));
        controller = new OpenController(desk, new SocketProbe(), opened, this::show);
        address.setId("open-address");
        address.setAccessibleText(desk.texts().get("open.service"));
        address.getStyleClass().add("mono");
        address.setPromptText("127.0.0.1:3000");
        name.setId("open-name");
        kind.setId("open-kind");
        kind.getItems().setAll(KINDS);
        kind.setValue("tcp");
        kind.setPrefWidth(144);
        TextField note = new TextField();
        note.setId("open-note");
        note.setPromptText(desk.texts().get("open.note_prompt"));
        useFree = Buttons.link("open-use-free", "", () -> name.setText(free));
        open = Buttons.primary("open-submit", desk.texts().get("open.submit"), controller::open);
        open.setDefaultButton(true);
        Button cancel = Buttons.plain("open-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        ownerHint.setId("open-hint");
        addressProblem.setId("open-address-problem");
        nameProblem.setId("open-name-problem");

        StackPane service = new StackPane(address, answer);
        StackPane.setAlignment(answer, Pos.CENTER_RIGHT);
        answer.setMaxWidth(USE_PREF_SIZE);
        answer.setMaxHeight(USE_PREF_SIZE);
        answer.setMouseTransparent(true);
        StackPane.setMargin(answer, new Insets(0, 10, 0, 0));
        HBox wrong = new HBox(4, nameProblem, useFree);
        wrong.setAlignment(Pos.CENTER_LEFT);
        body(
                field(
                        desk.texts().get("open.service"),
                        service,
                        Words.wrapped(desk.texts().get("open.service_hint"), "meta", "muted"),
                        found,
                        addressProblem,
                        addressHint),
                field(
                        desk.texts().get("open.name"),
                        name,
                        Words.wrapped(desk.texts().get("open.name_hint"), "meta", "muted"),
                        wrong),
                field(desk.texts().get("open.kind"), kind, ownerHint),
                field(desk.texts().get("open.note"), note),
                field(
                        desk.texts().get("open.life"),
                        new LifeBox(
                                desk.texts(),
                                "open-life",
                                desk.texts().get("open.life_none"),
                                LifeBox.PORTAL,
                                controller::life)));
        foot(List.of(cancel, open));

        address.textProperty().addListener((observed, before, now) -> {
            controller.address(now);
            if (!kindChosen) {
                kind.setValue(controller.suggestedKind().orElse("tcp"));
                kindChosen = false;
            }
        });
        kind.setOnShown(event -> kindChosen = true);
        kind.valueProperty().addListener((observed, before, now) -> controller.scheme(now));
        name.textProperty().addListener((observed, before, now) -> controller.name(now));
        note.textProperty().addListener((observed, before, now) -> controller.note(now));
        address.setText(known);
        controller.address(known);
    }

    /** A new snapshot: which names are taken. */
    public void show(ApplicationState state) {
        controller.show(state);
        found.show(state);
    }

    private void choose(Found service) {
        kindChosen = false;
        address.setText("localhost:" + service.port());
        if (name.getText().isBlank() && !service.program().isEmpty()) {
            name.setText(service.program());
        }
        name.requestFocus();
    }

    private void show(OpenModel model) {
        answer.show(model.answer(), model.answerWord(), "", false);
        Words.show(answer, !model.answerWord().isEmpty());
        text(addressProblem, model.addressProblem());
        text(addressHint, model.addressHint());
        text(ownerHint, model.ownerHint());
        text(nameProblem, model.nameProblem());
        free = model.suggestion();
        useFree.setText(free.isEmpty() ? "" : "“" + free + "”");
        Words.show(useFree, !free.isEmpty());
        mark(address, !model.addressProblem().isEmpty());
        mark(name, !model.nameProblem().isEmpty());
        if (model.problem().isEmpty()) {
            remark(usualRemark);
        } else {
            remark(model.problem(), "danger-text");
        }
        open.setDisable(!model.ready());
    }

    private static void text(Label label, String text) {
        label.setText(text);
        Words.show(label, !text.isEmpty());
    }

    private static void mark(TextField field, boolean wrong) {
        field.getStyleClass().remove("wrong");
        if (wrong) {
            field.getStyleClass().add("wrong");
        }
    }
}
