package dev.portals.desktop.diagnostics;

import dev.portals.desktop.diagnostics.DiagnosticsModel.Line;
import dev.portals.desktop.diagnostics.DiagnosticsModel.Target;
import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Check.Verdict;
import dev.portals.engine.state.ApplicationState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The page “Diagnostics” (spec 05 section 15.7). */
public final class DiagnosticsView implements StateView {
    private static final double TITLE_WIDTH = 190;

    private final Desk desk;
    private final DiagnosticsController controller;
    private final PageFrame frame;
    private final ComboBox<Target> targets = new ComboBox<>();
    private final Label remark = Words.line("", "control", "muted");
    private final HBox banner = new HBox();
    private final VBox lines = new VBox();
    private final Button again;
    private final CopyButton copy;
    private List<Line> drawn = List.of();
    private boolean filling;

    /**
     * The page.
     *
     * @param look what looks, on a thread of its own
     * @param bundle is given the checks and asks where to put the bundle
     */
    public DiagnosticsView(
            Desk desk, Function<ApplicationState, CompletableFuture<List<Check>>> look, Consumer<List<Check>> bundle) {
        this.desk = desk;
        controller = new DiagnosticsController(desk, look, this::show);
        again = Buttons.with(Buttons.plain("diagnostics-again", text("again"), controller::run), "arrow-clockwise", 16);
        copy = new CopyButton(desk, "diagnostics-copy", text("copy"));
        Button save = Buttons.with(
                Buttons.plain("diagnostics-bundle", text("bundle"), () -> bundle.accept(controller.checks())),
                "download",
                16);
        targets.setId("diagnostics-target");
        targets.setPrefWidth(280);
        targets.setMinWidth(160);
        targets.valueProperty().addListener((observed, before, now) -> {
            if (now != null && !filling) {
                controller.choose(now);
            }
        });
        Label check = Words.line(text("check"), "control", "muted");
        check.setMinWidth(Label.USE_PREF_SIZE);
        check.setLabelFor(targets);
        HBox choice = new HBox(8, check, targets, Words.spring(), remark);
        choice.setAlignment(Pos.CENTER_LEFT);
        VBox above = new VBox(16, choice, banner);
        above.setStyle("-fx-padding: 12 24 16 24;");
        Label hint = Words.wrapped(text("hint"), "control", "muted");
        HBox.setHgrow(hint, Priority.ALWAYS);
        HBox actions = new HBox(8, again, copy, save, hint);
        hint.setStyle("-fx-padding: 0 0 0 8;");
        actions.setAlignment(Pos.CENTER_LEFT);
        actions.setStyle("-fx-padding: 16 24 24 24;");
        lines.getStyleClass().add("checks");
        frame = new PageFrame(desk, Page.DIAGNOSTICS)
                .withAction(Buttons.with(
                        Buttons.plain(
                                "diagnostics-logs",
                                text("logs"),
                                () -> desk.navigation().window(Page.LOGS)),
                        "journal-text",
                        16))
                .withContent(List.of(Words.rule()), new VBox(above, lines, actions));
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(DiagnosticsModel model) {
        filling = true;
        if (!targets.getItems().equals(model.targets())) {
            targets.getItems().setAll(model.targets());
        }
        targets.setValue(model.target());
        filling = false;
        remark.setText(model.remark());
        again.setDisable(model.running());
        copy.of(model.report());
        banner(model);
        if (!drawn.equals(model.lines())) {
            drawn = model.lines();
            lines.getChildren().setAll(drawn.stream().map(this::line).toList());
        }
    }

    private void banner(DiagnosticsModel model) {
        Words.show(banner, model.worst() != Verdict.SKIPPED);
        banner.getStyleClass().setAll("banner");
        banner.getStyleClass()
                .add(
                        switch (model.worst()) {
                            case GOOD, SKIPPED -> "success";
                            case DOUBTFUL -> "warning";
                            case BAD -> "danger";
                        });
        VBox words = new VBox(2, Words.wrapped(model.summary(), "strong", "control"));
        if (!model.more().isEmpty()) {
            words.getChildren().add(Words.wrapped(model.more(), "control", "muted"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        IconView icon = icon(model.worst());
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.getChildren().setAll(icon, words);
    }

    private static IconView icon(Verdict verdict) {
        IconView icon = new IconView(
                switch (verdict) {
                    case GOOD -> "check-circle-fill";
                    case DOUBTFUL -> "exclamation-triangle-fill";
                    case BAD -> "exclamation-octagon-fill";
                    case SKIPPED -> "dash-circle";
                },
                16);
        icon.getStyleClass()
                .add(
                        switch (verdict) {
                            case GOOD -> "success-icon";
                            case DOUBTFUL -> "warning-icon";
                            case BAD -> "danger-icon";
                            case SKIPPED -> "subtle-icon";
                        });
        return icon;
    }

    private Node line(Line each) {
        Label title = Words.line(each.title(), "control", "medium");
        title.setMinWidth(Em.px(TITLE_WIDTH));
        title.setMaxWidth(Em.px(TITLE_WIDTH));
        Label sentence = Words.wrapped(
                each.sentence(),
                "control",
                switch (each.verdict()) {
                    case BAD -> "danger-text";
                    case DOUBTFUL -> "warning-text";
                    case GOOD, SKIPPED -> "muted";
                });
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(12, icon(each.verdict()), title, sentence);
        if (!each.code().isEmpty()) {
            Label code = Words.line(each.code(), "mono", "muted");
            code.setMinWidth(Label.USE_PREF_SIZE);
            row.getChildren().add(code);
        }
        row.getStyleClass().add("table-row");
        row.setMinHeight(40);
        row.setSpacing(12);
        row.setAccessibleText(text("verdict." + each.verdict().name().toLowerCase(Locale.ROOT)) + ", " + each.title()
                + ", " + each.sentence());
        return row;
    }

    private String text(String key) {
        return desk.texts().get("diagnostics." + key);
    }
}
