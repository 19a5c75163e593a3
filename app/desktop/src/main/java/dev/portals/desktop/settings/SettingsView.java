package dev.portals.desktop.settings;

import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.notice.Topic;
import dev.portals.desktop.platform.LinkHandler;
import dev.portals.desktop.platform.LoginItem;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The page “Settings”. */
public final class SettingsView implements StateView {
    private final Desk desk;
    private final PageFrame frame;
    private final Label account = Words.line("", "control");
    private final Label server = Words.line("", "control", "muted");
    private final VBox signedIn;

    /** The page; {@code changed} is told of every change. */
    public SettingsView(
            Desk desk,
            SettingsStore store,
            @Nullable LoginItem login,
            @Nullable LinkHandler links,
            Consumer<DesktopSettings> changed) {
        this.desk = desk;
        ComboBox<Theme.Choice> theme = choice(
                "settings-theme",
                List.of(Theme.Choice.values()),
                each -> text("settings.theme." + each.name().toLowerCase(Locale.ROOT)),
                store.get().theme(),
                each -> changed.accept(store.change(now -> now.withTheme(each))));
        List<String> languages = new ArrayList<>(List.of(""));
        languages.addAll(Texts.languages());
        ComboBox<String> language = choice(
                "settings-language",
                languages,
                each -> each.isEmpty()
                        ? text("settings.language.system")
                        : Locale.of(each).getDisplayLanguage(Locale.of(each)),
                store.get().language(),
                each -> changed.accept(store.change(now -> now.withLanguage(each))));
        CheckBox tray = box(
                "settings-tray",
                "settings.tray",
                store.get().tray(),
                each -> changed.accept(store.change(now -> now.withTray(each))));
        CheckBox ask = box(
                "settings-ask",
                "settings.ask_before_quit",
                store.get().askBeforeQuit(),
                each -> store.change(now -> now.withAskBeforeQuit(each)));
        signedIn = new VBox(
                8,
                Words.line(text("settings.account"), "heading"),
                account,
                server,
                new HBox(
                        8,
                        Buttons.plain(
                                "settings-sign-out",
                                text("settings.sign_out"),
                                () -> desk.navigation().signOut()),
                        Buttons.styled(
                                Buttons.plain(
                                        "settings-leave",
                                        text("settings.leave"),
                                        () -> desk.navigation().leave()),
                                "danger")));
        VBox content = new VBox(
                Words.line(text("settings.general"), "heading"),
                line("settings.theme", theme),
                line("settings.language", language),
                Words.wrapped(text("settings.language_hint"), "meta", "muted"),
                tray,
                ask,
                new SystemSettings(desk, login, links),
                Words.rule(),
                notifications(store),
                Words.rule(),
                signedIn);
        content.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.SETTINGS).withContent(List.of(Words.rule()), content);
        VBox.setMargin(content.getChildren().getFirst(), new javafx.geometry.Insets(8, 0, 0, 0));
    }

    private VBox notifications(SettingsStore store) {
        VBox boxes = new VBox(8, Words.line(text("settings.notifications"), "heading"));
        for (Topic topic : Topic.optional()) {
            boxes.getChildren()
                    .add(box(
                            "settings-notify-" + topic.key(),
                            "settings.notify." + topic.key(),
                            !store.get().silent().contains(topic.key()),
                            on -> store.change(now -> now.withNotifications(topic.key(), on))));
        }
        boxes.getChildren().add(Words.wrapped(text("settings.notify_hint"), "meta", "muted"));
        return boxes;
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        Account now = state.account();
        Words.show(signedIn, now != null);
        if (now != null) {
            account.setText(now.name().isBlank() ? now.email() : now.name() + " · " + now.email());
            server.setText(now.orchestrator());
        }
    }

    private Node line(String key, Node control) {
        Label label = Words.line(text(key), "field-label");
        label.setMinWidth(120);
        label.setLabelFor(control);
        HBox line = new HBox(16, label, control);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private CheckBox box(String id, String key, boolean now, Consumer<Boolean> changed) {
        CheckBox box = new CheckBox(text(key));
        box.setId(id);
        box.setSelected(now);
        box.selectedProperty().addListener((observed, before, next) -> changed.accept(next));
        return box;
    }

    private static <T> ComboBox<T> choice(
            String id, List<T> values, Function<T, String> name, T now, Consumer<T> changed) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : name.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("it can't be typed");
            }
        });
        box.setValue(now);
        box.setPrefWidth(200);
        box.valueProperty().addListener((observed, before, next) -> changed.accept(next));
        return box;
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
