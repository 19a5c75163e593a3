package dev.portals.desktop.compare;

import dev.portals.desktop.compare.CompareModel.Heard;
import dev.portals.desktop.compare.CompareModel.Step;
import dev.portals.desktop.list.GroupHead;
import dev.portals.desktop.list.Times;
import dev.portals.desktop.look.Avatar;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.CodeReader;
import dev.portals.desktop.look.DialogFrame;
import dev.portals.desktop.look.QrView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The dialog of a friend's identity. Dialogs about trust have no default button: Enter does nothing here. */
public final class CompareView extends DialogFrame {
    private static final int WORDS_EACH_COLUMN = 9;
    private static final int GROUPS_EACH_ROW = 3;

    private final Desk desk;
    private final CompareController controller;
    private final Runnable close;
    private final Times times;
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private boolean numbers;
    private CompareModel shown = new CompareModel(
            Step.NOTHING, "", "", "", List.of(), null, null, false, Heard.NOTHING, "nothing was shown yet");

    /** The dialog of that friend. */
    public CompareView(Desk desk, String email, Runnable close) {
        super("dialog-compare", 640);
        this.desk = desk;
        this.close = close;
        this.times = new Times(desk.texts(), desk.clock(), ZoneId.systemDefault());
        this.controller = new CompareController(desk, new CodeReader(), email, close, this::show);
        problem.setId("compare-problem");
    }

    /** A new snapshot. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(CompareModel model) {
        if (!model.equals(shown)) {
            shown = model;
            draw();
        }
    }

    private void draw() {
        problem.setText(shown.problem());
        Words.show(problem, !shown.problem().isEmpty());
        remark("");
        Button cancel = Buttons.plain("compare-cancel", text("action.cancel"), close);
        cancel.setCancelButton(true);
        switch (shown.step()) {
            case NOTHING -> {
                body(head(), Words.wrapped(desk.texts().get("compare.nothing", shown.called()), "body", "muted"));
                foot(List.of(cancel));
            }
            case CHANGED -> changed();
            case COMPARE -> compare(cancel);
        }
    }

    private Node head() {
        VBox words = new VBox(Words.line(shown.name(), "heading"), Words.line(shown.email(), "meta", "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        return new HBox(12, new Avatar(shown.name(), 36), words);
    }

    private void changed() {
        VBox banner = new VBox(
                4,
                Words.wrapped(desk.texts().get("compare.changed_title", shown.email()), "strong"),
                Words.wrapped(desk.texts().get("compare.changed_text", shown.called()), "control"));
        banner.getStyleClass().addAll("banner", "danger");
        VBox list = new VBox();
        list.getStyleClass().add("list-box");
        for (Friend.Device device : shown.devices()) {
            list.getChildren().add(device(device, list.getChildren().isEmpty()));
        }
        body(banner, list, problem);
        Button accept = Buttons.plain("compare-accept", text("compare.accept"), controller::acceptDevice);
        Button compare = Buttons.plain("compare-words", text("compare.words"), controller::compare);
        accept.setDisable(shown.working());
        foot(Buttons.plain("compare-keep", text("compare.keep"), close), List.of(accept, compare));
    }

    private Node device(Friend.Device device, boolean first) {
        String since = times.at(device.firstSeen());
        VBox words = new VBox(
                Words.line(
                        desk.texts()
                                .get(
                                        device.trust() == Trust.CHANGED ? "compare.new_since" : "compare.known_since",
                                        since),
                        "control",
                        "medium"),
                Words.line(text("trust." + device.trust().name().toLowerCase(java.util.Locale.ROOT)), "meta", "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(
                12, GroupHead.shield(desk, device.trust()), words, Words.line(shortened(device.identifier()), "mono"));
        line.setAlignment(Pos.CENTER_LEFT);
        line.setStyle("-fx-padding: 8 12 8 12;");
        line.getStyleClass().add("list-item");
        if (first) {
            line.getStyleClass().add("first");
        }
        return line;
    }

    private static String shortened(String identifier) {
        return identifier.length() < 16
                ? identifier
                : identifier.substring(0, 9) + "…" + identifier.substring(identifier.length() - 4);
    }

    private void compare(Button cancel) {
        Friend.Device device = shown.chosen();
        SafetyNumber number = shown.number();
        Label who = Words.line(device == null ? "" : shortened(device.identifier()), "mono", "muted");
        HBox head = new HBox(12, head(), Words.spring(), who);
        head.setAlignment(Pos.CENTER_LEFT);
        Button words = segment("compare-as-words", "compare.as_words", !numbers, () -> numbers = false);
        Button digits = segment("compare-as-numbers", "compare.as_numbers", numbers, () -> numbers = true);
        HBox segments = new HBox(words, digits);
        segments.getStyleClass().add("segments");
        segments.setMaxWidth(USE_PREF_SIZE);
        VBox left = new VBox(16, segments);
        HBox columns = new HBox(24, left);
        if (number == null) {
            left.getChildren().add(Words.line(text("compare.computing"), "meta", "muted"));
        } else {
            left.getChildren().add(numbers ? groups(number) : words(number));
            HBox ways = new HBox(
                    8,
                    Buttons.with(Buttons.plain("compare-scan", text("compare.scan"), controller::scan), "qr-code", 14),
                    Buttons.with(
                            Buttons.plain("compare-paste", text("compare.paste"), controller::paste), "clipboard", 14));
            ways.getChildren().forEach(each -> HBox.setHgrow(each, Priority.ALWAYS));
            ((Button) ways.getChildren().getFirst()).setMaxWidth(Double.MAX_VALUE);
            ((Button) ways.getChildren().getLast()).setMaxWidth(Double.MAX_VALUE);
            columns.getChildren().addAll(Words.spring(), new VBox(12, new QrView(number.qr()), ways));
        }
        body(
                head,
                Words.wrapped(desk.texts().get("compare.text", shown.called()), "body", "muted"),
                columns,
                heard(),
                problem);
        Button differ =
                Buttons.styled(Buttons.plain("compare-differ", text("compare.differ"), controller::differ), "danger");
        Button match = Buttons.primary("compare-match", text("compare.match"), controller::match);
        differ.setDisable(number == null || shown.working());
        match.setDisable(number == null || shown.working());
        foot(differ, List.of(cancel, match));
    }

    /** It stays as long as the dialog does. */
    private Node heard() {
        Label heard = Words.wrapped(
                switch (shown.heard()) {
                    case NOTHING -> "";
                    case SAME -> text("compare.same");
                    case DIFFERENT -> desk.texts().get("compare.different", shown.called());
                    case UNREADABLE -> text("compare.unreadable");
                },
                "control",
                shown.heard() == Heard.SAME ? "success-text" : "danger-text");
        heard.setId("compare-heard");
        Words.show(heard, shown.heard() != Heard.NOTHING);
        return heard;
    }

    private Button segment(String id, String key, boolean chosen, Runnable choose) {
        Button button = new Button(text(key));
        button.setId(id);
        button.getStyleClass().setAll("segment");
        if (chosen) {
            button.getStyleClass().add("chosen");
        }
        button.setOnAction(event -> {
            choose.run();
            draw();
        });
        return button;
    }

    private static Node words(SafetyNumber number) {
        GridPane grid = new GridPane(10, 4);
        List<String> words = number.words();
        for (int i = 0; i < words.size(); i++) {
            int column = i / WORDS_EACH_COLUMN * 2;
            Label place = Words.line(Integer.toString(i + 1), "mono", "subtle");
            place.setMinWidth(18);
            place.setAlignment(Pos.CENTER_RIGHT);
            grid.add(place, column, i % WORDS_EACH_COLUMN);
            Label word = Words.line(words.get(i), "control", "medium");
            word.setAccessibleText((i + 1) + " " + words.get(i));
            word.setMinWidth(USE_PREF_SIZE);
            grid.add(word, column + 1, i % WORDS_EACH_COLUMN);
        }
        return grid;
    }

    private static Node groups(SafetyNumber number) {
        GridPane grid = new GridPane(20, 12);
        List<String> groups = number.groups();
        for (int i = 0; i < groups.size(); i++) {
            Label group = Words.line(groups.get(i), "ready-address");
            group.setMinWidth(USE_PREF_SIZE);
            grid.add(group, i % GROUPS_EACH_ROW, i / GROUPS_EACH_ROW);
        }
        return grid;
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
