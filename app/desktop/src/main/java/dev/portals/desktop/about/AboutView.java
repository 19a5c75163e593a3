package dev.portals.desktop.about;

import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.list.PageFrame;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.engine.state.ApplicationState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The page “About” (spec 05 section 3.8). */
public final class AboutView implements StateView {
    private final Desk desk;
    private final Path home;
    private final Supplier<String> tray;
    private final VBox facts = new VBox(8);
    private final CopyButton copy;
    private final PageFrame frame;
    private Map<String, String> shown = Map.of();

    /** The page; {@code tray} tells what kind of icon there is. */
    public AboutView(Desk desk, Path home, Supplier<String> tray) {
        this.desk = desk;
        this.home = home;
        this.tray = tray;
        copy = new CopyButton(desk, "about-copy", desk.texts().get("about.copy_all"));
        Button keys = Buttons.plain(
                "about-keys",
                desk.texts().get("about.keys"),
                () -> desk.navigation().help());
        IconView mark = new IconView("tray-connected", 40);
        mark.getStyleClass().add("accent-icon");
        HBox brand = new HBox(
                16,
                mark,
                new VBox(
                        Words.line("Portals", "title"),
                        Words.wrapped(desk.texts().get("about.text"), "body", "muted")));
        brand.setAlignment(Pos.CENTER_LEFT);
        VBox content = new VBox(
                brand,
                facts,
                new HBox(8, copy, keys),
                Words.wrapped(desk.texts().get("about.licences"), "meta", "muted"));
        content.getStyleClass().add("page");
        frame = new PageFrame(desk, Page.ABOUT).withContent(List.of(Words.rule()), content);
        VBox.setMargin(brand, new javafx.geometry.Insets(8, 0, 0, 0));
    }

    @Override
    public Node node() {
        return frame;
    }

    @Override
    public void show(ApplicationState state) {
        Map<String, String> now = new LinkedHashMap<>();
        now.put("version", version());
        now.put("identity", state.identifier());
        now.put("home", home.toString());
        now.put("tray", tray.get());
        now.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        now.put("javafx", System.getProperty("javafx.version", "?"));
        now.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        facts.getChildren()
                .setAll(now.entrySet().stream()
                        .map(each -> fact(each.getKey(), each.getValue()))
                        .toList());
        copy.of(now.entrySet().stream()
                .map(each -> desk.texts().get("about." + each.getKey()) + ": " + each.getValue())
                .collect(Collectors.joining("\n")));
    }

    private Node fact(String key, String value) {
        Label name = Words.line(desk.texts().get("about." + key), "control", "muted");
        name.setMinWidth(120);
        return new HBox(16, name, Words.line(value, key.equals("identity") || key.equals("home") ? "mono" : "control"));
    }

    /** What the jar's manifest states. */
    public static String version() {
        return Optional.ofNullable(AboutView.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
