package dev.portals.desktop.question;

import dev.portals.desktop.list.Times;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.HomeRepair;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is shown when the home can't be read, and what can be done then (spec 05 section 3.9). Nothing is ever deleted. */
public final class BrokenView extends DialogFrame {
    /** What can be done. */
    public interface Ways {
        /** Shows the files to the person. */
        void openFolder();

        /** Writes a file for those who help. */
        void saveForSupport();

        /** Puts the good copy in the place of what is damaged, and starts. */
        void restore();

        /** Moves everything away, and starts. */
        void startEmpty();

        /** Ends the program. */
        void quit();
    }

    private final Texts texts;
    private final Ways ways;
    private final ToggleGroup choice = new ToggleGroup();
    private final RadioButton restore;
    private final RadioButton empty;
    private final Button go;

    /**
     * The dialog.
     *
     * @param problem names the file
     * @param copy a good one that there is; null: none
     */
    public BrokenView(Texts texts, String problem, HomeRepair.@Nullable Copy copy, Ways ways) {
        super("dialog-broken", 560);
        this.texts = texts;
        this.ways = ways;
        IconView icon = new IconView("tray-broken", 32);
        icon.getStyleClass().add("danger-icon");
        VBox words = new VBox(
                4,
                Words.wrapped(texts.get("broken.title"), "heading"),
                Words.wrapped(texts.get("broken.text"), "body", "muted"),
                Words.wrapped(problem, "mono", "danger-text"));
        HBox line = new HBox(16, icon, words);
        line.setAlignment(Pos.TOP_LEFT);
        String when =
                copy == null ? "" : new Times(texts, InstantSource.system(), ZoneId.systemDefault()).full(copy.from());
        restore = option("broken-restore", texts.get("broken.restore", when));
        empty = option("broken-empty", texts.get("broken.empty"));
        VBox options = new VBox();
        options.getStyleClass().add("list-box");
        if (copy != null) {
            restore.setSelected(true);
            options.getChildren().add(row(restore, texts.count("broken.restore_text", copy.portals()), true));
        }
        options.getChildren().add(row(empty, texts.get("broken.empty_text"), copy == null));
        body(line, options);
        Button quit = Buttons.plain("broken-quit", texts.get("action.quit"), ways::quit);
        quit.setCancelButton(true);
        go = Buttons.primary("broken-go", "", this::go);
        choice.selectedToggleProperty().addListener((observed, before, now) -> show());
        show();
        foot(
                new HBox(
                        4,
                        Buttons.flat("broken-folder", texts.get("broken.folder"), ways::openFolder),
                        Buttons.flat("broken-support", texts.get("broken.support"), ways::saveForSupport)),
                List.of(quit, go));
    }

    private RadioButton option(String id, String text) {
        RadioButton option = new RadioButton(text);
        option.setId(id);
        option.setToggleGroup(choice);
        option.setWrapText(true);
        option.setMinHeight(RadioButton.USE_PREF_SIZE);
        return option;
    }

    private static HBox row(RadioButton option, String explanation, boolean first) {
        Label text = Words.wrapped(explanation, "meta", "muted");
        VBox.setMargin(text, new javafx.geometry.Insets(0, 0, 0, Em.px(26)));
        VBox words = new VBox(2, option, text);
        HBox row = new HBox(words);
        row.getStyleClass().add("list-item");
        row.setStyle("-fx-padding: 10 12 10 12;");
        if (first) {
            row.getStyleClass().add("first");
        }
        return row;
    }

    private void show() {
        go.setText(texts.get(restore.isSelected() ? "broken.restore_go" : "broken.empty"));
        go.setDisable(choice.getSelectedToggle() == null);
    }

    private void go() {
        if (restore.isSelected()) {
            ways.restore();
        } else if (empty.isSelected()) {
            ways.startEmpty();
        }
    }
}
