package dev.portals.desktop.settings;

import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.notice.Topic;
import dev.portals.desktop.platform.LinkHandler;
import dev.portals.desktop.platform.LoginItem;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The page “Settings” (spec 05 section 15.16). */
public final class SettingsView implements StateView {
    private static final List<String> DAYS = List.of("server", "1", "3", "7", "14", "30");

    private final Desk desk;
    private final SettingsController controller;
    private final PageFrame frame;
    private final Label account = Words.line("", "control");
    private final Label server = Words.line("", "control", "muted");
    private final VBox signedIn;
    private final Label exported = Words.wrapped("", "meta", "muted");
    private final SettingControls controls;

    /** The page of the home in that folder. */
    public SettingsView(
            Desk desk, Settings settings, Path home, @Nullable LoginItem login, @Nullable LinkHandler links) {
        this.desk = desk;
        controller = new SettingsController(desk, settings, this::show);
        controls = new SettingControls(desk.texts(), controller::set);
        signedIn = section(
                "account",
                account,
                server,
                new FlowPane(
                        8,
                        8,
                        Buttons.plain(
                                "settings-sign-out",
                                text("settings.sign_out"),
                                () -> desk.navigation().signOut())));
        VBox content = new VBox(
                section("general", general(login, links)),
                Words.rule(),
                section("notifications", notifications()),
                Words.rule(),
                section("portals", portals()),
                Words.rule(),
                section("advanced", advanced(home)),
                Words.rule(),
                signedIn,
                anew());
        content.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.SETTINGS).withContent(List.of(Words.rule()), content);
        VBox.setMargin(content.getChildren().getFirst(), new javafx.geometry.Insets(8, 0, 0, 0));
        controller.render();
    }

    private Node[] general(@Nullable LoginItem login, @Nullable LinkHandler links) {
        List<String> languages = new ArrayList<>(List.of("system"));
        languages.addAll(Texts.languages());
        return new Node[] {
            controls.choice(
                    Setting.THEME, "settings-theme", each -> text("settings.theme." + each.toLowerCase(Locale.ROOT))),
            controls.choice(Setting.TEXT_SIZE, "settings-text-size", each -> each + " %"),
            controls.choice(
                    Setting.LANGUAGE,
                    "settings-language",
                    languages,
                    each -> each.equals("system")
                            ? text("settings.language.system")
                            : Locale.of(each).getDisplayLanguage(Locale.of(each))),
            Words.wrapped(text("settings.language_hint"), "meta", "muted"),
            controls.choice(
                    Setting.WINDOW_AT_START,
                    "settings-window-at-start",
                    each -> text("settings.window_at_start." + each)),
            controls.box(Setting.TRAY, "settings-tray", "settings.tray"),
            controls.box(Setting.ASK_BEFORE_QUIT, "settings-ask", "settings.ask_before_quit"),
            new SystemSettings(desk, login, links)
        };
    }

    private Node[] notifications() {
        return Stream.concat(
                        Topic.optional().stream()
                                .map(topic -> controls.box(
                                        java.util.Objects.requireNonNull(topic.setting(), topic::key),
                                        "settings-notify-" + topic.key(),
                                        "settings.notify." + topic.key())),
                        Stream.of(Words.wrapped(text("settings.notify_hint"), "meta", "muted")))
                .toArray(Node[]::new);
    }

    private Node[] portals() {
        return new Node[] {
            controls.choice(
                    Setting.INVITATION_DAYS,
                    "settings-invitation-days",
                    DAYS,
                    each -> each.equals("server")
                            ? text("settings.invitation_days.server")
                            : desk.texts().count("count.days", Long.parseLong(each))),
            controls.box(Setting.VERIFIED_ONLY, "settings-verified-only", "settings.verified_only"),
            controls.field(Setting.PORT_RANGE, "settings-port-range", "settings.port_range_hint")
        };
    }

    private Node[] advanced(Path home) {
        Label folder = Words.line(home.toString(), "mono", "muted");
        return new Node[] {
            controls.field(Setting.PROXY, "settings-proxy", "settings.proxy_hint"),
            controls.choice(Setting.LOG_LEVEL, "settings-log-level", each -> text("settings.log_level." + each)),
            SettingControls.line(
                    text("settings.folder"),
                    folder,
                    Buttons.small(Buttons.plain(
                            "settings-folder",
                            text("settings.open_folder"),
                            () -> desk.outside().browse(home.toUri().toString())))),
            new FlowPane(
                    8,
                    8,
                    Buttons.plain("settings-export", text("settings.export"), controller::export),
                    Buttons.plain("settings-import", text("settings.import"), controller::importFrom)),
            Words.wrapped(text("settings.export_hint"), "meta", "muted"),
            exported
        };
    }

    private Node anew() {
        return new FlowPane(
                8,
                8,
                Buttons.styled(
                        Buttons.plain(
                                "settings-reset",
                                text("settings.reset"),
                                () -> desk.navigation().reset(false)),
                        "danger"),
                Buttons.styled(
                        Buttons.plain(
                                "settings-leave",
                                text("settings.leave"),
                                () -> desk.navigation().reset(true)),
                        "danger"));
    }

    private VBox section(String key, Node... nodes) {
        VBox section = new VBox(12, Words.line(text("settings." + key), "heading"));
        section.getChildren().addAll(nodes);
        return section;
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

    /** Something was changed, here or by a command. */
    public void changed() {
        controller.render();
    }

    private void show(SettingsModel model) {
        controls.show(model);
        exported.setText(model.exported());
        exported.getStyleClass().setAll("label", "meta", model.exportFailed() ? "danger-text" : "muted");
        Words.show(exported, !model.exported().isEmpty());
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
