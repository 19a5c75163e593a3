package dev.portals.desktop.help;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.Segments;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.engine.state.FailureMode;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The dialog of keys, and of the codes that sentences end with. */
public final class HelpView extends DialogFrame {
    private final Desk desk;

    /** The dialog. */
    public HelpView(Desk desk, Runnable close) {
        super("dialog-help", 640);
        this.desk = desk;
        VBox left = group(Shortcut.Place.EVERYWHERE);
        VBox right = new VBox(16, group(Shortcut.Place.ROW), group(Shortcut.Place.SEARCH));
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(Em.px(280));
        right.setPrefWidth(Em.px(280));
        HBox keys = new HBox(32, left, right);
        ScrollPane codes = codes();
        Words.show(codes, false);
        Segments<Boolean> choice = new Segments<>(
                "help",
                List.of(false, true),
                each -> each ? "codes" : "keys",
                each -> desk.texts().get(each ? "help.codes" : "help.title"),
                each -> {
                    Words.show(codes, each);
                    Words.show(keys, !each);
                });
        choice.show(false);
        body(choice, keys, codes);
        Button done = Buttons.primary("help-done", desk.texts().get("action.done"), close);
        done.setDefaultButton(true);
        done.setCancelButton(true);
        foot(List.of(done));
    }

    /** What the codes at the end of sentences mean. */
    private ScrollPane codes() {
        VBox lines = new VBox(16);
        for (FailureMode mode : FailureMode.values()) {
            lines.getChildren()
                    .add(new VBox(
                            4,
                            Words.wrapped(
                                    mode.code() + " · " + Sentences.title(desk.texts(), mode), "control", "medium"),
                            Words.wrapped(Sentences.cause(desk.texts(), mode), "meta", "muted"),
                            Words.wrapped(Sentences.remedy(desk.texts(), mode), "meta")));
        }
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setId("help-code-list");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefViewportHeight(Em.px(360));
        return scroll;
    }

    private VBox group(Shortcut.Place place) {
        VBox lines = new VBox(
                8, Words.line(desk.texts().get("help." + place.name().toLowerCase(Locale.ROOT)), "section-head"));
        for (Shortcut each : Shortcut.values()) {
            if (each.place() == place) {
                lines.getChildren().add(line(each));
            }
        }
        return lines;
    }

    private Node line(Shortcut shortcut) {
        Label what = Words.wrapped(desk.texts().get("help." + shortcut.key()), "control");
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        Label keys = Words.line(shortcut.written(), "mono", "muted");
        keys.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(12, what, keys);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
