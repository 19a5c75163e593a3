package dev.portals.desktop.question;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.text.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What is shown when the home can't be read (spec 05 section 3.9). */
public final class BrokenView extends DialogFrame {
    /** {@code problem} names the file. */
    public BrokenView(Texts texts, String problem, Runnable openFolder, Runnable quit) {
        super("dialog-broken", 560);
        IconView icon = new IconView("tray-broken", 32);
        icon.getStyleClass().add("danger-icon");
        VBox words = new VBox(
                4,
                Words.wrapped(texts.get("broken.title"), "heading"),
                Words.wrapped(texts.get("broken.text"), "body", "muted"),
                Words.wrapped(problem, "mono", "danger-text"));
        HBox line = new HBox(16, icon, words);
        line.setAlignment(Pos.TOP_LEFT);
        body(line);
        Button end = Buttons.primary("broken-quit", texts.get("action.quit"), quit);
        end.setDefaultButton(true);
        foot(List.of(Buttons.plain("broken-folder", texts.get("broken.folder"), openFolder), end));
    }
}
