package dev.portals.desktop.settings;

import dev.portals.desktop.look.Em;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Controls of settings, which show how it is whoever changed it, and tell what the person changes. */
final class SettingControls {
    private static final double LABEL = 168;
    private static final double CONTROL = 220;

    private final Texts texts;
    private final BiConsumer<Setting, String> told;
    private final List<Consumer<SettingsModel>> shown = new ArrayList<>();
    private boolean showing;

    SettingControls(Texts texts, BiConsumer<Setting, String> told) {
        this.texts = texts;
        this.told = told;
    }

    void show(SettingsModel model) {
        showing = true;
        shown.forEach(each -> each.accept(model));
        showing = false;
    }

    private void tell(Setting setting, String value) {
        if (!showing) {
            told.accept(setting, value);
        }
    }

    CheckBox box(Setting setting, String id, String key) {
        CheckBox box = new CheckBox(texts.get(key));
        box.setId(id);
        box.setMinHeight(Em.px(20));
        box.selectedProperty().addListener((observed, before, next) -> tell(setting, next ? "on" : "off"));
        shown.add(model -> box.setSelected("on".equals(model.values().get(setting))));
        return box;
    }

    Node choice(Setting setting, String id, UnaryOperator<String> name) {
        return choice(setting, id, setting.choices(), name);
    }

    /** What was chosen otherwise than by this page is listed as well. */
    Node choice(Setting setting, String id, List<String> values, UnaryOperator<String> name) {
        ComboBox<String> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("it can't be typed");
            }
        });
        box.setPrefWidth(Em.px(CONTROL));
        box.valueProperty().addListener((observed, before, next) -> tell(setting, next));
        shown.add(model -> {
            String now = model.values().getOrDefault(setting, setting.first());
            if (!box.getItems().contains(now)) {
                box.getItems().add(now);
            }
            box.setValue(now);
        });
        return line(text(setting), box);
    }

    /** It is taken with Enter, or when the keyboard goes elsewhere. */
    Node field(Setting setting, String id, String hint) {
        TextField field = new TextField();
        field.setId(id);
        field.setPrefWidth(Em.px(CONTROL));
        field.getStyleClass().add("mono");
        Label problem = Words.wrapped("", "meta", "danger-text");
        problem.setId(id + "-problem");
        Words.show(problem, false);
        field.setOnAction(event -> tell(setting, field.getText()));
        field.focusedProperty().addListener((observed, before, now) -> {
            if (!now) {
                tell(setting, field.getText());
            }
        });
        String[] last = {""};
        shown.add(model -> {
            String now = model.values().getOrDefault(setting, setting.first());
            String wrong = model.problems().getOrDefault(setting, "");
            // What is wrong stays to be corrected.
            if (wrong.isEmpty() && (!field.isFocused() || !now.equals(last[0]))) {
                field.setText(now);
            }
            last[0] = now;
            problem.setText(wrong);
            Words.show(problem, !wrong.isEmpty());
            field.getStyleClass().remove("wrong");
            if (!wrong.isEmpty()) {
                field.getStyleClass().add("wrong");
            }
        });
        return new VBox(4, line(text(setting), field), problem, Words.wrapped(texts.get(hint), "meta", "muted"));
    }

    private String text(Setting setting) {
        return texts.get("settings." + setting.key().replace('-', '_'));
    }

    static Node line(String text, Node control, Node... more) {
        Label label = Words.wrapped(text, "field-label");
        label.setMinWidth(Em.px(LABEL));
        label.setPrefWidth(Em.px(LABEL));
        label.setLabelFor(control);
        HBox line = new HBox(16, label, control);
        line.getChildren().addAll(more);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
