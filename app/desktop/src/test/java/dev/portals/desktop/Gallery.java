package dev.portals.desktop;

import dev.portals.desktop.about.AboutView;
import dev.portals.desktop.activity.ActivityView;
import dev.portals.desktop.card.ImportCardView;
import dev.portals.desktop.card.OwnCardView;
import dev.portals.desktop.compare.CompareView;
import dev.portals.desktop.diagnostics.BundleView;
import dev.portals.desktop.diagnostics.DiagnosticsView;
import dev.portals.desktop.edit.EditView;
import dev.portals.desktop.friends.FriendsView;
import dev.portals.desktop.help.HelpView;
import dev.portals.desktop.invitation.InvitationView;
import dev.portals.desktop.invitations.InvitationsView;
import dev.portals.desktop.invite.InviteView;
import dev.portals.desktop.local.LocalView;
import dev.portals.desktop.logs.LogsView;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.open.OpenView;
import dev.portals.desktop.person.PersonView;
import dev.portals.desktop.popover.PopoverView;
import dev.portals.desktop.portals.PortalsView;
import dev.portals.desktop.question.BrokenView;
import dev.portals.desktop.question.LinkView;
import dev.portals.desktop.question.QuestionView;
import dev.portals.desktop.reachable.ReachableView;
import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.screen.StateView;
import dev.portals.desktop.settings.ImportView;
import dev.portals.desktop.settings.ResetView;
import dev.portals.desktop.settings.SettingsView;
import dev.portals.desktop.text.Texts;
import dev.portals.desktop.traffic.TrafficView;
import dev.portals.desktop.welcome.WelcomeView;
import dev.portals.desktop.window.WindowView;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.HomeRepair;
import dev.portals.engine.application.ImportItem;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.diagnostics.Diagnosis;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Guest;
import dev.portals.engine.state.Reachable;
import dev.portals.engine.state.Trust;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Every screen in its states, drawn in light and dark without a display; see {@code .ci/screenshots}. */
public final class Gallery {
    private static final double SCALE = 2;
    private static final int PATIENCE_SECONDS = 600;

    private static final KeyEvent ENTER =
            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false);

    private final Locale locale;
    private final Theme theme = new Theme();
    private final Map<String, Supplier<Parent>> pictures = new LinkedHashMap<>();

    /** Those of a language. On the JavaFX thread. */
    public Gallery(Locale locale) {
        this.locale = locale;
        theme.rightToLeft(Texts.of(locale).rightToLeft());
        addPopovers();
        addWindows();
        addDialogs();
    }

    /** {@code DIRECTORY [LANGUAGE [PART-OF-A-NAME]]}. */
    public static void main(String[] arguments) throws Exception {
        int code = 1;
        try {
            drawAll(arguments);
            code = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            // The JavaFX thread would keep the program alive.
            System.exit(code);
        }
    }

    private static void drawAll(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Locale locale = Locale.of(arguments.length > 1 ? arguments[1] : "en");
        String wanted = arguments.length > 2 ? arguments[2] : "";
        Platform.setImplicitExit(false);
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        CompletableFuture<Gallery> made = new CompletableFuture<>();
        Platform.runLater(() -> made.complete(new Gallery(locale)));
        for (String name : made.get().names()) {
            for (boolean dark : new boolean[] {false, true}) {
                if (name.contains(wanted)) {
                    made.get().draw(name, dark, directory);
                }
            }
        }
    }

    /** The names of all pictures. */
    public List<String> names() {
        return List.copyOf(pictures.keySet());
    }

    /** A screen, new. On the JavaFX thread. */
    public Parent make(String name) {
        return pictures.get(name).get();
    }

    /** How all scenes look. */
    public Theme theme() {
        return theme;
    }

    private void draw(String name, boolean dark, Path directory) throws Exception {
        CompletableFuture<Stage> shown = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                theme.choose(dark ? Theme.Choice.DARK : Theme.Choice.LIGHT);
                Stage stage = new Stage();
                stage.setScene(theme.dress(new Scene(make(name))));
                stage.show();
                shown.complete(stage);
            } catch (RuntimeException | Error e) {
                shown.completeExceptionally(e);
            }
        });
        Stage stage = shown.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // Two pulses: one lays out, the next gives the window the size of what it shows.
        for (int i = 0; i < 3; i++) {
            pulse();
        }
        CompletableFuture<Void> drawn = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                Parent root = stage.getScene().getRoot();
                SnapshotParameters parameters = new SnapshotParameters();
                parameters.setTransform(Transform.scale(SCALE, SCALE));
                parameters.setFill(Color.TRANSPARENT);
                write(root.snapshot(parameters, null), directory.resolve(name + (dark ? "-dark" : "-light") + ".png"));
                stage.close();
                drawn.complete(null);
            } catch (RuntimeException | Error e) {
                drawn.completeExceptionally(e);
            }
        });
        drawn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void pulse() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            javafx.animation.PauseTransition pause =
                    new javafx.animation.PauseTransition(javafx.util.Duration.millis(60));
            pause.setOnFinished(event -> done.complete(null));
            pause.play();
        });
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, argb, 0, width);
        try {
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FakeDesk desk() {
        return new FakeDesk(locale, each -> {
            if (Platform.isFxApplicationThread()) {
                each.run();
            } else {
                Platform.runLater(each);
            }
        });
    }

    private static WelcomeView welcome(Desk desk, String server) {
        return new WelcomeView(
                desk, () -> CompletableFuture.completedFuture(URI.create("http://localhost")), server, address -> {});
    }

    private void addPopovers() {
        popover("popover-not-enrolled", Sample.nobody());
        pictures.put("popover-signing-in", () -> signingIn(true));
        pictures.put("popover-device-code", () -> signingIn(false));
        popover("popover-empty", Sample.empty());
        popover("popover-step-2", Sample.lonely());
        popover("popover-in-use", Sample.busy(), "portal-Notebook", "portal-Web demo");
        popover("popover-offline", Sample.offline());
        popover("popover-paused", Sample.paused());
        popover("popover-changed", Sample.changed());
    }

    private void popover(String name, ApplicationState state, String... unfolded) {
        pictures.put(name, () -> {
            Desk desk = desk().desk();
            PopoverView view = new PopoverView(desk, welcome(desk, ""));
            view.show(state);
            for (String key : unfolded) {
                find(view, key).getOnKeyPressed().handle(ENTER);
            }
            return framed(view);
        });
    }

    private static Parent framed(Node view) {
        StackPane room = new StackPane(view);
        room.setStyle("-fx-padding: 24 40 48 40; -fx-background-color: -color-bg-inset;");
        return room;
    }

    private Parent signingIn(boolean browser) {
        FakeDesk fake = desk();
        Desk desk = fake.desk();
        SignIn[] how = new SignIn[1];
        fake.engine.onEnroll(each -> how[0] = each);
        WelcomeView view = welcome(desk, "portals.example.org");
        PopoverView popover = new PopoverView(desk, view);
        popover.show(Sample.nobody());
        URI page = URI.create("https://portals.example.org/device");
        ((Button) find(view, browser ? "welcome-sign-in" : "welcome-code")).fire();
        switch (how[0]) {
            case SignIn.Browser inBrowser -> inBrowser.open().accept(page);
            case SignIn.Code code -> code.show().accept(page, "KXRT-4M7P");
        }
        return framed(popover);
    }

    private void addWindows() {
        window("main-welcome", Sample.nobody(), Page.PORTALS);
        window("main-portals", Sample.busy(), Page.PORTALS);
        window("main-portals-empty", Sample.empty(), Page.PORTALS);
        window("main-reachable", Sample.busy(), Page.REACHABLE);
        window("main-reachable-changed", Sample.changed(), Page.REACHABLE);
        window("main-invitations", Sample.busy(), Page.INVITATIONS);
        window("main-friends", Sample.busy(), Page.FRIENDS);
        window("main-activity", Sample.busy(), Page.ACTIVITY);
        window("main-traffic", Sample.busy(), Page.TRAFFIC);
        window("main-traffic-idle", Sample.empty(), Page.TRAFFIC);
        window("main-diagnostics", Sample.busy(), Page.DIAGNOSTICS);
        window("main-logs", Sample.busy(), Page.LOGS);
        window("main-portals-small", Sample.busy(), Page.PORTALS, 760, 520);
        window("main-reachable-small", Sample.busy(), Page.REACHABLE, 760, 520);
        window("main-friends-small", Sample.busy(), Page.FRIENDS, 760, 520);
        window("main-traffic-small", Sample.busy(), Page.TRAFFIC, 760, 520);
        window("main-settings", Sample.busy(), Page.SETTINGS);
        window("main-settings-tall", Sample.busy(), Page.SETTINGS, 900, 1500);
        window("main-settings-small", Sample.busy(), Page.SETTINGS, 760, 520);
        window("main-about", Sample.busy(), Page.ABOUT);
    }

    private void window(String name, ApplicationState state, Page page) {
        window(name, state, page, 1080, 720);
    }

    private void window(String name, ApplicationState state, Page page, double width, double height) {
        pictures.put(name, () -> {
            Desk desk = desk().desk();
            Map<Page, StateView> pages = new EnumMap<>(Page.class);
            pages.put(Page.PORTALS, new PortalsView(desk));
            pages.put(Page.REACHABLE, new ReachableView(desk));
            pages.put(Page.INVITATIONS, new InvitationsView(desk));
            pages.put(Page.FRIENDS, new FriendsView(desk));
            ActivityView activity = new ActivityView(desk);
            Sample.notices().forEach(activity::happened);
            pages.put(Page.ACTIVITY, activity);
            pages.put(
                    Page.SETTINGS,
                    new SettingsView(
                            desk, new Settings(Path.of("no-such-home")), Path.of("/home/ada/.portals"), null, null));
            pages.put(Page.TRAFFIC, new TrafficView(desk));
            pages.put(
                    Page.DIAGNOSTICS,
                    new DiagnosticsView(
                            desk, now -> CompletableFuture.completedFuture(Diagnosis.of(now)), checks -> {}));
            pages.put(Page.LOGS, new LogsView(desk, () -> CompletableFuture.completedFuture(Sample.LOG)));
            pages.put(Page.ABOUT, new AboutView(desk, Path.of("/home/ada/.portals"), () -> "StatusNotifierItem"));
            WindowView view = new WindowView(desk, welcome(desk, ""), pages);
            view.setPrefSize(width, height);
            view.go(page);
            view.show(state);
            return view;
        });
    }

    private void addDialogs() {
        dialog(
                "dialog-open-portal",
                desk -> new OpenView(desk, Sample::found, "", name -> {}, () -> {}),
                (view, state) -> {
                    view.show(state);
                    type(view, "open-address", "127.0.0.1:3000");
                    type(view, "open-name", "Web shop");
                });
        dialog(
                "dialog-open-portal-error",
                desk -> new OpenView(desk, Sample::found, "", name -> {}, () -> {}),
                (view, state) -> {
                    view.show(state);
                    type(view, "open-address", "my-nas:5555");
                    type(view, "open-name", "Web demo");
                });
        dialog("dialog-invite", desk -> new InviteView(desk, "Web demo", () -> {}), (view, state) -> {
            view.show(state);
            type(view, "invite-address", "alice@example.org, bob@example.net, ada@example.org, dave@ ");
        });
        pictures.put("dialog-invite-result", () -> {
            FakeDesk fake = desk();
            InviteView view = new InviteView(fake.desk(), "Web demo", () -> {});
            view.show(Sample.busy());
            type(view, "invite-address", "alice@example.org, carol@exmaple.com ");
            fake.engine.onInvite(email -> email.startsWith("alice")
                    ? CompletableFuture.completedFuture(Sample.guest("g9", email, Guest.State.INVITED))
                    : CompletableFuture.failedFuture(new ActionException(
                            ActionException.Reason.DENIED,
                            "your server allows only example.org and example.net",
                            dev.portals.engine.state.FailureMode.INVITATION_NOT_SENT)));
            ((Button) find(view, "invite-submit")).fire();
            return view;
        });
        dialog("accept-question", desk -> new InvitationView(desk, "inv-wiki", () -> {}), InvitationView::show);
        accept("accept-progress", Reachable.State.CONNECTING);
        accept("accept-failed", Reachable.State.DENIED);
        accept("accept-done", Reachable.State.UP);
        dialog("accept-unknown", desk -> new InvitationView(desk, "nothing", () -> {}), InvitationView::show);
        dialog(
                "question-close",
                desk -> new QuestionView(
                        desk,
                        "close",
                        List.of("Web demo", "bob@example.net, carol@example.com"),
                        CompletableFuture::new,
                        () -> {}),
                (view, state) -> {});
        dialog(
                "dialog-reset",
                desk -> new ResetView(desk, Sample.busy(), false, CompletableFuture::new, () -> {}),
                (view, state) -> {});
        pictures.put("dialog-import", () -> importing(ImportItem.Change.NEW, ImportItem.Change.SAME));
        dialog("dialog-edit", desk -> new EditView(desk, Sample.portals().getFirst(), () -> {}), EditView::show);
        pictures.put("verify-friend", () -> comparing("alice@example.org", Sample.busy()));
        pictures.put("verify-same", () -> {
            FakeDesk fake = desk();
            fake.pasted = Sample.NUMBER.qr();
            fake.engine.<SafetyNumber>willAnswer("safetyNumber").complete(Sample.NUMBER);
            CompareView view = new CompareView(fake.desk(), "alice@example.org", () -> {});
            view.show(Sample.busy());
            ((Button) find(view, "compare-paste")).fire();
            return view;
        });
        pictures.put("verify-changed", () -> comparing("grace@navy.example", Sample.changed()));
        dialog("dialog-person", desk -> new PersonView(desk, Sample.rotated(), () -> {}), PersonView::show);
        pictures.put("dialog-person-changed", () -> {
            PersonView view = new PersonView(
                    desk().desk(), Sample.friend("grace@navy.example", "Grace Hopper", Trust.CHANGED), () -> {});
            view.show(Sample.changed());
            return view;
        });
        pictures.put("dialog-card", () -> {
            FakeDesk fake = desk();
            fake.engine.<String>willAnswer("exportCard").complete(Sample.CARD);
            return new OwnCardView(fake.desk(), () -> {});
        });
        dialog("dialog-import-card", desk -> new ImportCardView(desk, () -> {}), (view, state) -> {
            type(view, "import-card-text", "hello");
            ((Button) find(view, "import-card-add")).fire();
        });
        pictures.put("dialog-import-card-done", () -> {
            FakeDesk fake = desk();
            fake.engine
                    .<Friend>willAnswer("importCard")
                    .complete(Sample.friend("alice@example.org", "Alice Moreau", Trust.PINNED));
            ImportCardView view = new ImportCardView(fake.desk(), () -> {});
            type(view, "import-card-text", Sample.CARD);
            ((Button) find(view, "import-card-add")).fire();
            return view;
        });
        dialog(
                "question-forget",
                desk -> new QuestionView(
                        desk, "forget", List.of("alice@example.org"), CompletableFuture::new, () -> {}),
                (view, state) -> {});
        dialog(
                "dialog-help-codes",
                desk -> new HelpView(desk, () -> {}),
                (view, state) -> ((ToggleButton) find(view, "help-codes")).fire());
        dialog("dialog-help", desk -> new HelpView(desk, () -> {}), (view, state) -> {});
        dialog(
                "dialog-local",
                desk -> new LocalView(desk, Sample.reachable(Reachable.State.UP).getFirst(), () -> {}),
                (view, state) -> type(view, "local-port", "99999"));
        dialog("dialog-link", desk -> new LinkView(desk, "", id -> {}, () -> {}), (view, state) -> {});
        dialog(
                "dialog-bundle",
                desk -> new BundleView(
                        desk, Sample.bundle(), file -> CompletableFuture.completedFuture(null), () -> {}),
                (view, state) -> {});
        pictures.put("error-cannot-load", () -> broken(new HomeRepair.Copy(Sample.NOW, 5)));
        pictures.put("error-cannot-load-no-copy", () -> broken(null));
    }

    private Parent broken(HomeRepair.@Nullable Copy copy) {
        return new BrokenView(
                Texts.of(locale), "The file application.json is damaged.", copy, new NoWays(new ArrayList<>()));
    }

    /** Ways that are only noted. */
    record NoWays(List<String> gone) implements BrokenView.Ways {
        @Override
        public void openFolder() {
            gone.add("folder");
        }

        @Override
        public void saveForSupport() {
            gone.add("support");
        }

        @Override
        public void restore() {
            gone.add("restore");
        }

        @Override
        public void startEmpty() {
            gone.add("empty");
        }

        @Override
        public void quit() {
            gone.add("quit");
        }
    }

    private Parent importing(ImportItem.Change portal, ImportItem.Change port) {
        FakeDesk fake = desk();
        fake.engine
                .<List<ImportItem>>willAnswer("previewImport")
                .complete(List.of(
                        new ImportItem(
                                "portal/Web demo",
                                ImportItem.Kind.PORTAL,
                                "Web demo",
                                portal,
                                "is opened here as well"),
                        new ImportItem(
                                "friend/alice@example.org",
                                ImportItem.Kind.FRIEND,
                                "alice@example.org",
                                ImportItem.Change.KEPT,
                                "you verified another identity here, and it stays"),
                        new ImportItem("port/Wiki", ImportItem.Kind.PORT, "Wiki", port, "keeps its port 41022")));
        return new ImportView(fake.desk(), CompletableFuture.completedFuture("{}"), () -> {});
    }

    private Parent comparing(String email, ApplicationState state) {
        FakeDesk fake = desk();
        fake.engine.<SafetyNumber>willAnswer("safetyNumber").complete(Sample.NUMBER);
        CompareView view = new CompareView(fake.desk(), email, () -> {});
        view.show(state);
        return view;
    }

    private void accept(String name, Reachable.State state) {
        dialog(name, desk -> new InvitationView(desk, "id-Staging wiki", () -> {}), (view, ignored) -> {
            List<Reachable> all = new ArrayList<>(Sample.reachable(Reachable.State.UP));
            all.add(Sample.reachable(
                    "Staging wiki",
                    "grace@navy.example",
                    "http",
                    state,
                    8080,
                    dev.portals.engine.state.Trust.PINNED,
                    null));
            ApplicationState busy = Sample.busy();
            view.show(new ApplicationState(
                    busy.identifier(),
                    busy.account(),
                    busy.enrollment(),
                    null,
                    busy.link(),
                    List.of(),
                    busy.portals(),
                    all,
                    List.of(),
                    busy.friends(),
                    List.of(),
                    busy.traffic(),
                    false,
                    true,
                    null));
        });
    }

    private <V extends VBox> void dialog(
            String name, java.util.function.Function<Desk, V> make, BiConsumer<V, ApplicationState> fill) {
        pictures.put(name, () -> {
            V view = make.apply(desk().desk());
            fill.accept(view, Sample.busy());
            return view;
        });
    }

    private static void type(Parent view, String id, String text) {
        Node field = find(view, id);
        ((TextInputControl) field).setText(text);
    }

    /** A node by its id, before there is a scene. */
    static Node find(Parent parent, String id) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (id.equals(child.getId())) {
                return child;
            }
            Node inside = child instanceof ScrollPane scroll ? scroll.getContent() : child;
            if (inside instanceof Parent below) {
                Node found = find(below, id);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
