package dev.portals.desktop.welcome;

import dev.portals.desktop.list.CopyButton;
import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.IconView;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.look.MarkView;
import dev.portals.desktop.look.QrView;
import dev.portals.desktop.look.StateLine;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.welcome.WelcomeModel.Step;
import dev.portals.engine.state.ApplicationState;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The way in, 360 pixels wide: in the popover, and in the window's middle. */
public final class WelcomeView extends VBox {
    private final Desk desk;
    private final WelcomeController controller;
    private final VBox body = new VBox();
    private final HBox bar = new HBox();
    private final TextField address = new TextField();
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private Step shown = Step.SETTING_UP;

    /**
     * The way in.
     *
     * @param known address of the server to propose; empty: none
     * @param remember told where somebody has signed in
     */
    public WelcomeView(Desk desk, LocalServer local, String known, Consumer<String> remember) {
        this.desk = desk;
        this.controller = new WelcomeController(desk, local, known, remember, this::show);
        setId("welcome");
        address.setId("welcome-address");
        address.setAccessibleText(text("welcome.server"));
        address.setPromptText(text("welcome.address_prompt"));
        address.setText(known);
        address.textProperty().addListener((observed, before, now) -> controller.typed(now));
        address.setOnAction(event -> controller.signIn());
        problem.setId("welcome-problem");
        bar.getStyleClass().add("bar");
        getChildren().addAll(body, bar);
        VBox.setVgrow(body, Priority.ALWAYS);
        controller.begin();
    }

    /** Shows how far the engine has got. */
    public void show(ApplicationState state) {
        controller.show(state);
    }

    private void show(WelcomeModel model) {
        problem.setText(model.problem());
        Words.show(problem, !model.problem().isEmpty());
        if (!address.getText().equals(model.address())) {
            address.setText(model.address());
        }
        if (model.step() == shown && (model.step() == Step.START || model.step() == Step.SETTING_UP)) {
            return;
        }
        shown = model.step();
        body.getChildren()
                .setAll(
                        switch (model.step()) {
                            case START -> start();
                            case CODE -> code(model);
                            default -> steps(model);
                        });
        bar.getChildren()
                .setAll(
                        model.step() == Step.START
                                ? Buttons.with(
                                        Buttons.styled(
                                                Buttons.flat(
                                                        "welcome-link",
                                                        text("welcome.have_link"),
                                                        () -> desk.navigation().pasteLink()),
                                                "small"),
                                        "link-45deg",
                                        14)
                                : Buttons.styled(
                                        Buttons.flat("welcome-cancel", text("welcome.cancel"), controller::cancel),
                                        "small"),
                        Words.spring(),
                        Buttons.icon(
                                "welcome-quit",
                                "power",
                                text("action.quit"),
                                () -> desk.navigation().quit()));
    }

    private Node start() {
        IconView mark = new IconView("tray-connected", 20);
        mark.getStyleClass().add("accent-icon");
        HBox brand = new HBox(8, mark, Words.line("Portals", "strong"));
        brand.setAlignment(Pos.CENTER_LEFT);
        Button signIn = Buttons.styled(
                Buttons.primary("welcome-sign-in", text("welcome.sign_in"), controller::signIn), "large");
        signIn.setMaxWidth(Double.MAX_VALUE);
        signIn.setDefaultButton(false);
        FlowPane others = new FlowPane(
                24,
                0,
                Buttons.styled(
                        Buttons.link("welcome-code", text("welcome.elsewhere"), controller::signInElsewhere), "bare"),
                Buttons.styled(Buttons.link("welcome-try", text("welcome.try_here"), controller::tryHere), "bare"));
        VBox server = new VBox(4, Words.line(text("welcome.server"), "field-label"), address, problem);
        VBox box = new VBox(
                brand,
                Words.wrapped(text("welcome.title"), "title"),
                Words.wrapped(text("welcome.text"), "body", "muted"),
                scheme(),
                server,
                signIn,
                others);
        spaced(box, 0, 16, 8, 20, 20, 12, 8);
        box.setPadding(new Insets(24, 24, 12, 24));
        return box;
    }

    /** Two boxes and the mark between them: here and there. */
    private Node scheme() {
        IconView mark = new IconView("tray-connected", 24);
        mark.getStyleClass().add("accent-icon");
        HBox scheme = new HBox(8, place("welcome.yours"), mark, place("welcome.theirs"));
        scheme.setAlignment(Pos.CENTER);
        return scheme;
    }

    private Node place(String key) {
        VBox box = new VBox(Words.line("127.0.0.1:3000", "mono"), Words.line(text(key), "meta", "muted"));
        box.getStyleClass().add("scheme-box");
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private Node steps(WelcomeModel model) {
        IconView mark = new IconView("tray-enrolling", 20);
        mark.getStyleClass().add("accent-icon");
        HBox brand = new HBox(8, mark, Words.line("Portals", "strong"));
        brand.setAlignment(Pos.CENTER_LEFT);
        String host = host(model.page().isEmpty() ? model.address() : model.page());
        String key = model.step().name().toLowerCase(java.util.Locale.ROOT);
        VBox box = new VBox(
                brand,
                Words.wrapped(text("welcome." + key + ".title"), "heading"),
                Words.wrapped(desk.texts().get("welcome." + key + ".text", host), "body", "muted"),
                list(model.step()));
        spaced(box, 0, 16, 4, 24);
        if (model.step() == Step.BROWSER) {
            Button again = Buttons.with(
                    Buttons.plain("welcome-again", text("welcome.open_again"), controller::openPageAgain),
                    "box-arrow-up-right",
                    16);
            Button copy = Buttons.with(
                    Buttons.plain("welcome-copy-link", text("welcome.copy_link"), controller::copyLink),
                    "link-45deg",
                    16);
            FlowPane buttons = new FlowPane(8, 8, again, copy);
            VBox.setMargin(buttons, new Insets(16, 0, 0, 0));
            box.getChildren().add(buttons);
        }
        box.setPadding(new Insets(24, 24, 16, 24));
        return box;
    }

    /** The four steps of the way in. */
    private Node list(Step step) {
        int now = switch (step) {
            case EMAIL -> 1;
            case SETTING_UP -> 2;
            default -> 0;
        };
        VBox steps = new VBox();
        List<String> keys = List.of("browser", "email", "project", "relay");
        for (int i = 0; i < keys.size(); i++) {
            Node mark = i < now ? success() : new MarkView(i == now ? Mark.CONNECTING : Mark.NONE, i == now ? 16 : 14);
            StackPane place = new StackPane(mark);
            place.setMinSize(20, 20);
            place.setMaxSize(20, 20);
            Label label = Words.line(text("welcome.step." + keys.get(i)), "control", i == now ? "medium" : "body");
            if (i > now) {
                label.getStyleClass().add("subtle");
            }
            HBox line = new HBox(12, place, label);
            line.setAlignment(Pos.CENTER_LEFT);
            steps.getChildren().add(line);
            if (i < keys.size() - 1) {
                Region thread = new Region();
                thread.getStyleClass().add("step-line");
                thread.setMinHeight(12);
                thread.setMaxHeight(12);
                VBox.setMargin(thread, new Insets(2, 0, 2, 9.5));
                steps.getChildren().add(thread);
            }
        }
        return steps;
    }

    private static Node success() {
        IconView icon = new IconView("check-circle-fill", 16);
        icon.getStyleClass().add("success-icon");
        return icon;
    }

    private Node code(WelcomeModel model) {
        HBox head = new HBox(
                4,
                Buttons.icon("welcome-back", "chevron-left", text("action.back"), controller::cancel),
                Words.line(text("welcome.elsewhere"), "strong"));
        head.setAlignment(Pos.CENTER_LEFT);
        head.setPadding(new Insets(12, 12, 0, 8));
        QrView qr = new QrView(model.page());
        Label page = Words.line(model.page(), "mono", "accent-text");
        HBox well = new HBox(
                Words.line(model.code(), "code"),
                Words.spring(),
                Buttons.small(new CopyButton(desk, "welcome-copy-code", text("copy.word")).of(model.code())));
        ((Label) well.getChildren().getFirst()).setId("welcome-code-text");
        ((Label) well.getChildren().getFirst()).setMinWidth(Region.USE_PREF_SIZE);
        well.getStyleClass().add("well");
        VBox box = new VBox(
                Words.wrapped(text("welcome.code.text"), "body", "muted"),
                qr,
                page,
                well,
                new StateLine().show(Mark.CONNECTING, text("welcome.code.waiting"), "", false));
        box.setAlignment(Pos.TOP_CENTER);
        spaced(box, 0, 16, 12, 12, 12);
        box.setPadding(new Insets(8, 24, 16, 24));
        return new VBox(head, box);
    }

    private static void spaced(VBox box, double... tops) {
        for (int i = 0; i < tops.length; i++) {
            VBox.setMargin(box.getChildren().get(i), new Insets(tops[i], 0, 0, 0));
        }
    }

    private static String host(String address) {
        try {
            String host = URI.create(address).getHost();
            return host == null ? address : host;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private String text(String key) {
        return desk.texts().get(key);
    }
}
