package dev.portals.desktop.diagnostics;

import dev.portals.desktop.list.Bytes;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.diagnostics.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows every file of a bundle and what was taken out of it, and then writes it where the person wants. */
public final class BundleView extends DialogFrame {
    private static final double LIST_HEIGHT = 240;
    private static final int SHOWN = 20_000;

    private final Desk desk;
    private final TextArea text = new TextArea();

    /** {@code write} does so on a thread of its own. */
    public BundleView(Desk desk, Bundle bundle, Function<Path, CompletableFuture<Void>> write, Runnable close) {
        super("dialog-bundle", 640);
        this.desk = desk;
        VBox list = new VBox();
        bundle.files()
                .forEach(each ->
                        list.getChildren().add(line(each, list.getChildren().isEmpty())));
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(Math.min(LIST_HEIGHT, 40.0 * bundle.files().size()));
        scroll.setMinHeight(scroll.getPrefHeight());
        VBox box = new VBox(scroll);
        box.getStyleClass().add("list-box");
        text.setId("bundle-text");
        text.setEditable(false);
        text.setPrefRowCount(8);
        text.getStyleClass().add("mono");
        text.setAccessibleText(desk.texts().get("bundle.show"));
        Words.show(text, false);
        Label problem = Words.wrapped("", "meta", "danger-text");
        Words.show(problem, false);
        body(Words.wrapped(desk.texts().get("bundle.text"), "body", "muted"), box, text, problem);
        Button cancel = Buttons.plain("bundle-cancel", desk.texts().get("action.cancel"), close);
        cancel.setCancelButton(true);
        Button save = Buttons.primary(
                "bundle-save",
                desk.texts().get("bundle.save"),
                () -> desk.outside()
                        .save(
                                "portals-report.zip",
                                file -> desk.then(write.apply(file), (nothing, failure) -> {
                                    if (failure == null) {
                                        close.run();
                                    } else {
                                        problem.setText(dev.portals.desktop.screen.Sentences.of(desk.texts(), failure));
                                        Words.show(problem, true);
                                    }
                                })));
        save.setDefaultButton(true);
        foot(List.of(cancel, save));
    }

    private HBox line(Bundle.File file, boolean first) {
        Label name = Words.line(file.name(), "mono");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label size = Words.line(
                Bytes.amount(
                        file.text().getBytes(StandardCharsets.UTF_8).length,
                        desk.texts().locale()),
                "meta",
                "muted");
        size.setMinWidth(Label.USE_PREF_SIZE);
        Label removed = Words.line(
                file.removed() == 0
                        ? desk.texts().get("bundle.nothing_removed")
                        : desk.texts().count("bundle.removed", file.removed()),
                "meta",
                "muted");
        removed.setMinWidth(Label.USE_PREF_SIZE);
        Button show = Buttons.icon(
                "bundle-show-" + file.name(), "eye", desk.texts().get("bundle.show_file", file.name()), () -> {
                    text.setText(file.text().length() > SHOWN ? file.text().substring(0, SHOWN) + "\n…" : file.text());
                    Words.show(text, true);
                });
        HBox line = new HBox(12, name, removed, size, show);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("list-item");
        if (first) {
            line.getStyleClass().add("first");
        }
        return line;
    }
}
