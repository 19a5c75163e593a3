package dev.portals.desktop.logs;

import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.logs.LogsModel.Level;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Segments;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The page of the log: level, search, following, copying (spec 05 section 15.7). */
public final class LogsView implements StateView {
    private final LogsController controller;
    private final PageFrame frame;
    private final Segments<Level> levels;
    private final ListView<String> list = new ListView<>();
    private final CheckBox follow;
    private final CopyButton copy;
    private final Label none;

    /** The page; {@code read} reads the log's end, on a thread of its own. */
    public LogsView(Desk desk, Supplier<CompletableFuture<String>> read) {
        controller = new LogsController(desk, read, this::show);
        levels = new Segments<>(
                "logs",
                List.of(Level.values()),
                each -> each.name().toLowerCase(Locale.ROOT),
                each -> desk.texts().get("logs." + each.name().toLowerCase(Locale.ROOT)),
                each -> controller.choose(each));
        levels.show(Level.ALL);
        follow = new CheckBox(desk.texts().get("logs.follow"));
        follow.setId("logs-follow");
        follow.setSelected(true);
        follow.setMinWidth(CheckBox.USE_PREF_SIZE);
        copy = new CopyButton(desk, "logs-copy", desk.texts().get("logs.copy"));
        list.setId("logs-list");
        list.getStyleClass().add("log");
        list.setAccessibleText(desk.texts().get("page.logs"));
        none = Words.wrapped(desk.texts().get("logs.none"), "body", "muted");
        HBox choice = new HBox(
                16,
                Buttons.with(
                        Buttons.flat(
                                "logs-back",
                                desk.texts().get("page.diagnostics"),
                                () -> desk.navigation().window(Page.DIAGNOSTICS)),
                        "chevron-left",
                        14),
                levels,
                Words.spring(),
                follow,
                copy);
        choice.setAlignment(Pos.CENTER_LEFT);
        choice.setStyle("-fx-padding: 12 24 12 16;");
        StackPane body = new StackPane(list, none);
        StackPane.setAlignment(none, Pos.TOP_LEFT);
        none.setStyle("-fx-padding: 16 24 0 24;");
        VBox.setVgrow(body, Priority.ALWAYS);
        frame = new PageFrame(desk, Page.LOGS).withSearch(controller::search);
        frame.getChildren().addAll(Words.rule(), choice, Words.rule(), body);
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        if (follow.isSelected() || list.getItems().isEmpty()) {
            controller.refresh();
        }
    }

    private void show(LogsModel model) {
        if (!list.getItems().equals(model.lines())) {
            list.getItems().setAll(model.lines());
            copy.of(String.join("\n", model.lines()));
            if (follow.isSelected() && !model.lines().isEmpty()) {
                list.scrollTo(model.lines().size() - 1);
            }
        }
        Words.show(none, model.none());
        Words.show(list, !model.none());
    }
}
