package dev.portals.desktop.settings;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.settings.ImportModel.Line;
import dev.portals.desktop.settings.ImportModel.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What would be imported, to be chosen; then what was. */
public final class ImportView extends DialogFrame {
    private static final double ROW = 41;
    private static final int MOST_ROWS = 7;

    private final Desk desk;
    private final ImportController controller;
    private final VBox list = new VBox();
    private final ScrollPane scroll = new ScrollPane(list);
    private final VBox box = new VBox(scroll);
    private final Label text = Words.wrapped("", "body", "muted");
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private final Button cancel;
    private final Button go;

    /** The dialog of that file, which is read now. */
    public static ImportView of(Desk desk, Path file, Runnable close) {
        return new ImportView(desk, ImportController.read(file), close);
    }

    /** The dialog of an export that is read. */
    public ImportView(Desk desk, CompletableFuture<String> export, Runnable close) {
        super("dialog-import", 560);
        this.desk = desk;
        controller = new ImportController(desk, export, this::show);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        box.getStyleClass().add("list-box");
        problem.setId("import-problem");
        body(text, box, problem);
        cancel = Buttons.plain("import-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        go = Buttons.primary("import-go", "", controller::importChosen);
        go.setDefaultButton(true);
        foot(List.of(cancel, go));
        controller.begin();
    }

    private void show(ImportModel model) {
        text.setText(desk.texts()
                .get(
                        switch (model.phase()) {
                            case READING -> "import.reading";
                            case CHOOSING, WORKING -> model.lines().isEmpty() ? "import.nothing" : "import.text";
                            case DONE -> "import.done";
                        }));
        list.getChildren().clear();
        for (Line line : model.lines()) {
            list.getChildren().add(row(line, model.phase() == Phase.CHOOSING));
        }
        double height = Em.px(ROW) * Math.min(MOST_ROWS, model.lines().size()) + 2;
        scroll.setPrefHeight(height);
        scroll.setMinHeight(height);
        Words.show(box, !model.lines().isEmpty());
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
        go.setText(desk.texts().count("import.go", model.chosen()));
        go.setDisable(model.phase() != Phase.CHOOSING || model.chosen() == 0);
        Words.show(go, model.phase() != Phase.DONE);
        cancel.setText(desk.texts().get(model.phase() == Phase.DONE ? "action.done" : "action.cancel"));
    }

    private HBox row(Line line, boolean choosing) {
        Label name = Words.line(line.name(), "control");
        Label sentence = Words.line(line.sentence(), "meta", "muted");
        VBox words = new VBox(name, sentence);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(12, new IconView(line.icon(), 16), words);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(Em.px(ROW));
        row.getStyleClass().add("list-item");
        if (list.getChildren().isEmpty()) {
            row.getStyleClass().add("first");
        }
        if (line.change()) {
            CheckBox wanted = new CheckBox();
            wanted.setId("import-" + line.key());
            wanted.setAccessibleText(line.name());
            wanted.setSelected(line.chosen());
            wanted.setDisable(!choosing);
            wanted.selectedProperty().addListener((observed, before, on) -> controller.choose(line.key(), on));
            row.getChildren().addFirst(wanted);
        }
        return row;
    }
}
