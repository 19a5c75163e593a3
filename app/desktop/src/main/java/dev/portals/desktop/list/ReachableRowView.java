package dev.portals.desktop.list;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.recipe.Recipe;
import dev.portals.engine.recipe.Recipes;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A portal that I can reach, in the popover: a row, and unfolded an explanation and its actions. */
public final class ReachableRowView extends VBox {
    private final Desk desk;
    private final RowBox row;
    private final CopyButton copy;
    private final IconView chevron = new IconView("chevron-right", 12);
    private final Label explanation = Words.wrapped("", "meta", "muted", "explanation");
    private final Label note = Words.wrapped("", "meta", "muted", "explanation");
    private final Label path = Words.line("", "badge");
    private final Button help;
    private final Button pause;
    private final Button browse;
    private final VBox insetMargin;
    private final FlowPane recipes = new FlowPane(4, 4);
    private String recipesOf = "";
    private ReachableRow shown;

    /** For that portal; {@code toggle} is told its id. */
    public ReachableRowView(Desk desk, ReachableRow first, Consumer<String> toggle) {
        this.desk = desk;
        this.shown = first;
        String id = first.id();
        copy = new CopyButton(desk, "reachable-copy-" + id, "");
        row = new RowBox("reachable-" + id, () -> toggle.accept(shown.id()), copy::copy);
        row.keys(() -> desk.navigation().giveUp(shown.id()), RowKeys.NOTHING);
        path.setMinWidth(USE_PREF_SIZE);
        row.first.getChildren().add(path);
        help = Buttons.small(Buttons.plain("reachable-help-" + id, "", this::help));
        pause = Buttons.link("reachable-pause-" + id, "", this::pause);
        row.getChildren().addAll(help, copy, chevron);
        VBox rowMargin = new VBox(row);
        rowMargin.getStyleClass().add("row-margin");
        browse = Buttons.with(
                Buttons.link("reachable-open-" + id, desk.texts().get("action.browse"), this::browse),
                "box-arrow-up-right",
                14);
        HBox actions = new HBox(
                browse,
                pause,
                Words.spring(),
                Buttons.icon(
                        "reachable-edit-" + id,
                        "pencil",
                        desk.texts().get("action.edit"),
                        () -> desk.navigation().local(shown.id())),
                Buttons.link(
                        "reachable-give-up-" + id,
                        desk.texts().get("action.give_up"),
                        () -> desk.navigation().giveUp(shown.id())));
        actions.getStyleClass().add("actions");
        VBox inset = new VBox(explanation, note, recipes, actions);
        recipes.setStyle("-fx-padding: 8 8 4 8;");
        inset.getStyleClass().add("inset");
        insetMargin = new VBox(inset);
        insetMargin.getStyleClass().add("inset-margin");
        getChildren().addAll(rowMargin, insetMargin);
    }

    private void help() {
        switch (shown.help()) {
            case RESUME -> desk.engine().resumeReachable(shown.id());
            case ANOTHER_PORT -> desk.engine().setLocalPort(shown.id(), 0);
            case COMPARE -> desk.navigation().compare(shown.from());
            default -> {}
        }
    }

    private void pause() {
        if (shown.paused()) {
            desk.engine().resumeReachable(shown.id());
        } else {
            desk.engine().pauseReachable(shown.id());
        }
    }

    private void browse() {
        String url = shown.url();
        if (url != null) {
            desk.outside().browse(url);
        }
    }

    /** How to use it, ready to be pasted (spec 05 section 15.11). */
    private void recipes() {
        Words.show(recipes, shown.usable());
        String now = shown.scheme() + " " + shown.address();
        if (now.equals(recipesOf) || shown.address().isEmpty()) {
            return;
        }
        recipesOf = now;
        recipes.getChildren().clear();
        int number = 0;
        for (Recipe.Action action :
                Recipes.own().find(shown.scheme(), 0).at(shown.scheme(), shown.address(), shown.from())) {
            if (action.kind() == Recipe.Kind.COPY) {
                number++;
                CopyButton button =
                        new CopyButton(desk, "reachable-recipe-" + number + "-" + shown.id(), action.label());
                recipes.getChildren().add(Buttons.small(button.of(action.text())));
            }
        }
    }

    /** Shows it. */
    public void show(ReachableRow reachable, boolean unfolded) {
        shown = reachable;
        row.name(reachable.name());
        recipes();
        path.setText(reachable.path());
        path.getStyleClass().setAll("label", "badge");
        if (reachable.direct()) {
            path.getStyleClass().add("accent");
        }
        Words.show(path, !reachable.path().isEmpty());
        help.setText(
                switch (reachable.help()) {
                    case RESUME -> desk.texts().get("action.resume");
                    case ANOTHER_PORT -> desk.texts().get("action.another_port");
                    case COMPARE -> desk.texts().get("action.compare");
                    default -> "";
                });
        Words.show(help, !help.getText().isEmpty());
        pause.setText(desk.texts().get(reachable.paused() ? "action.resume" : "action.pause"));
        row.tile.show(reachable.scheme(), reachable.usable());
        row.state.show(reachable.mark(), reachable.word(), reachable.detail(), reachable.mono());
        row.setAccessibleText(reachable.sentence() + ", " + desk.texts().get(unfolded ? "row.unfolded" : "row.folded"));
        Words.show(copy, reachable.help() == ReachableRow.Help.COPY);
        copy.of(reachable.address());
        chevron.show(unfolded ? "chevron-down" : "chevron-right");
        Words.show(chevron, reachable.help() != ReachableRow.Help.COPY);
        explanation.setText(reachable.explanation());
        Words.show(explanation, !reachable.explanation().isEmpty());
        String said = reachable.note();
        note.setText(said == null ? "" : "“" + said + "”");
        Words.show(note, said != null && !said.isEmpty());
        Words.show(browse, reachable.url() != null && reachable.usable());
        Words.show(insetMargin, unfolded);
        row.unfolded(unfolded);
    }
}
