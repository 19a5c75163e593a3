package dev.portals.desktop;

import dev.portals.desktop.about.AboutView;
import dev.portals.desktop.activity.ActivityView;
import dev.portals.desktop.diagnostics.BundleView;
import dev.portals.desktop.diagnostics.DiagnosticsView;
import dev.portals.desktop.friends.FriendsView;
import dev.portals.desktop.help.HelpView;
import dev.portals.desktop.help.Shortcut;
import dev.portals.desktop.invitations.InvitationsView;
import dev.portals.desktop.logs.LogFile;
import dev.portals.desktop.logs.LogReader;
import dev.portals.desktop.logs.LogsView;
import dev.portals.desktop.look.SymbolicIcons;
import dev.portals.desktop.look.Theme;
import dev.portals.desktop.look.TrayPainter;
import dev.portals.desktop.notice.NoticeController;
import dev.portals.desktop.notice.Topic;
import dev.portals.desktop.notice.Visits;
import dev.portals.desktop.platform.AwtTray;
import dev.portals.desktop.platform.LinkHandler;
import dev.portals.desktop.platform.Notifier;
import dev.portals.desktop.platform.Tray;
import dev.portals.desktop.platform.TrayContent;
import dev.portals.desktop.platform.linux.BusNotifier;
import dev.portals.desktop.platform.linux.StatusNotifierTray;
import dev.portals.desktop.popover.PopoverView;
import dev.portals.desktop.portals.PortalsView;
import dev.portals.desktop.question.BrokenView;
import dev.portals.desktop.reachable.ReachableView;
import dev.portals.desktop.screen.Order;
import dev.portals.desktop.screen.Page;
import dev.portals.desktop.settings.DesktopSettings;
import dev.portals.desktop.settings.ImportView;
import dev.portals.desktop.settings.ResetView;
import dev.portals.desktop.settings.SettingsStore;
import dev.portals.desktop.settings.SettingsView;
import dev.portals.desktop.text.Texts;
import dev.portals.desktop.traffic.TrafficView;
import dev.portals.desktop.tray.TrayPresenter;
import dev.portals.desktop.welcome.WelcomeView;
import dev.portals.desktop.window.WindowView;
import dev.portals.engine.application.Engine;
import dev.portals.engine.application.HomeRepair;
import dev.portals.engine.application.Subscription;
import dev.portals.engine.control.Protocol;
import dev.portals.engine.diagnostics.Bundle;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Diagnosis;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All that is on the screen: popover, window, icon, with the {@link Dialogs}; and the ways between them. On the JavaFX thread. */
final class Shell extends Dialogs implements Tray.Listener, AutoCloseable {
    private static final int FIRST_STARTS = 3;

    private final Path home;
    private final SettingsStore store;
    private final Settings settings;
    private final Runnable end;
    private final Supplier<CompletableFuture<Void>> anew;
    private final WelcomeView popoverWelcome;
    private final WelcomeView windowWelcome;
    private final PopoverView popoverView;
    private final Popover popover;
    private final WindowView windowView;
    private final TrayPresenter presenter;
    private final TrayPainter painter = new TrayPainter();
    private final OwnOrchestrator local;
    private final ActivityView activity;
    private final SettingsView settingsView;
    private final Subscription subscription;
    private final Subscription notices;
    private final Subscription choices;
    private final Optional<Path> icons;
    private final Installation installation;
    private Optional<Tray> tray = Optional.empty();
    private Optional<Notifier> notifier = Optional.empty();
    private @Nullable NoticeController announcing;
    private boolean trayVisible;
    private boolean hiddenStart;

    Shell(
            Engine engine,
            Texts texts,
            Path home,
            Settings settings,
            Runnable end,
            Supplier<CompletableFuture<Void>> anew) {
        this(engine, texts, home, new SettingsStore(home), settings, end, anew);
    }

    private Shell(
            Engine engine,
            Texts texts,
            Path home,
            SettingsStore store,
            Settings settings,
            Runnable end,
            Supplier<CompletableFuture<Void>> anew) {
        super(engine, texts, order(store));
        this.home = home;
        this.store = store;
        this.settings = settings;
        this.end = end;
        this.anew = anew;
        this.icons = isLinux() ? SymbolicIcons.write(home) : Optional.empty();
        this.installation = Installation.of(home, icons);
        this.local = new OwnOrchestrator(home);
        dress(theme, settings);
        theme.rightToLeft(texts.rightToLeft());
        activity = new ActivityView(desk);
        settingsView = new SettingsView(desk, settings, home, installation.login(), installation.links());
        String server = store.get().server();
        popoverWelcome = new WelcomeView(desk, local, server, this::remember);
        windowWelcome = new WelcomeView(desk, local, server, this::remember);
        popoverView = new PopoverView(desk, popoverWelcome);
        popover = new Popover(theme, popoverView, "Portals");
        shortcuts(popoverView.getScene());
        windowView = new WindowView(desk, windowWelcome, pages());
        presenter = new TrayPresenter(desk, () -> desk.screen().execute(this::show));
        window.setTitle("Portals");
        window.setScene(shortcuts(theme.dress(
                new Scene(windowView, store.get().width(), store.get().height()))));
        window.setMinWidth(760);
        window.setMinHeight(520);
        window.getIcons().setAll(TrayPainter.applicationIcon());
        window.setOnCloseRequest(event -> closing());
        notices = engine.notices(notice -> {
            ApplicationState then = engine.state();
            desk.screen().execute(() -> happened(notice, then));
        });
        choices = settings.listen(setting -> desk.screen().execute(this::changed));
        subscription = engine.subscribe(next -> desk.screen().execute(() -> show(next)));
    }

    private Map<Page, dev.portals.desktop.screen.StateView> pages() {
        Map<Page, dev.portals.desktop.screen.StateView> pages = new EnumMap<>(Page.class);
        pages.put(Page.PORTALS, new PortalsView(desk));
        pages.put(Page.REACHABLE, new ReachableView(desk));
        pages.put(Page.INVITATIONS, new InvitationsView(desk));
        pages.put(Page.FRIENDS, new FriendsView(desk));
        pages.put(Page.ACTIVITY, activity);
        pages.put(Page.SETTINGS, settingsView);
        pages.put(Page.TRAFFIC, new TrafficView(desk));
        pages.put(Page.DIAGNOSTICS, new DiagnosticsView(desk, state -> work(() -> Diagnosis.run(state)), this::bundle));
        pages.put(Page.LOGS, new LogsView(desk, () -> LogReader.read(LogFile.of(home))));
        pages.put(
                Page.ABOUT,
                new AboutView(
                        desk,
                        home,
                        () -> tray.filter(each -> trayVisible)
                                .map(Tray::kind)
                                .orElse(desk.texts().get("about.no_tray"))));
        return pages;
    }

    private static Order order(SettingsStore store) {
        DesktopSettings now = store.get();
        return new Order(
                now.sort(),
                Set.copyOf(now.pinned()),
                (sort, pinned) -> store.change(each -> each.withOrder(sort, List.copyOf(pinned))));
    }

    private static <T> CompletableFuture<T> work(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, each -> Thread.ofVirtual().name("diagnosis").start(each));
    }

    private void bundle(List<Check> checks) {
        ApplicationState now = state;
        if (now != null) {
            desk.then(work(() -> Bundle.collect(home, Protocol.write(now), checks)), (bundle, failure) -> {
                if (bundle != null) {
                    windows.show(
                            "bundle",
                            text("bundle.title"),
                            window,
                            close -> new BundleView(
                                    desk,
                                    bundle,
                                    file -> work(() -> {
                                        bundle.write(file);
                                        return null;
                                    }),
                                    close));
                }
            });
        }
    }

    private Scene shortcuts(Scene scene) {
        Map<Shortcut, Runnable> actions = Map.of(
                Shortcut.HELP, this::help,
                Shortcut.FIND, this::find,
                Shortcut.OPEN_PORTAL, () -> openPortal(""),
                Shortcut.PASTE_LINK, this::pasteLink,
                Shortcut.RETRY,
                        () -> {
                            desk.engine().retryNow();
                            desk.engine().refresh();
                        },
                Shortcut.SETTINGS, () -> window(Page.SETTINGS),
                Shortcut.QUIT, this::quit);
        actions.forEach((shortcut, action) -> scene.getAccelerators().put(shortcut.keys(), action));
        return scene;
    }

    @Override
    public void help() {
        popover.hide();
        windows.show("help", text("help.window"), window, close -> new HelpView(desk, close));
    }

    private void find() {
        window(windowView.page());
        windowView.find();
    }

    /** Gives the window its half of the screen. */
    void stand(Main.Side side) {
        if (side != Main.Side.ANY) {
            Rectangle2D screen = Screen.getPrimary().getVisualBounds();
            double width = Math.max(window.getMinWidth(), screen.getWidth() / 2);
            window.setWidth(width);
            window.setHeight(Math.max(window.getMinHeight(), screen.getHeight() * 0.8));
            window.setX(side == Main.Side.LEFT ? screen.getMinX() : screen.getMaxX() - width);
            window.setY(screen.getMinY() + screen.getHeight() * 0.05);
        }
    }

    /** Shows the icon, and what a start shows: nothing if hidden, unless there is no icon. */
    void begin(boolean hidden, boolean alone) {
        DesktopSettings now = store.change(DesktopSettings::started);
        hiddenStart = hidden;
        if (settings.isOn(Setting.TRAY)) {
            joinTray();
        }
        joinNotifications();
        Thread.ofVirtual().name("links").start(this::openLinks);
        if (local.isAt(store.get().server())) {
            local.start();
        }
        if (!hidden && alone && (tray.isEmpty() || showsWindow(now.starts()))) {
            window(Page.PORTALS);
        }
    }

    private boolean showsWindow(int starts) {
        return switch (settings.get(Setting.WINDOW_AT_START)) {
            case "always" -> true;
            case "never" -> false;
            default -> starts <= FIRST_STARTS;
        };
    }

    private void happened(Notice notice, ApplicationState then) {
        activity.happened(notice);
        if (announcing != null) {
            announcing.happened(notice, then);
        }
    }

    /** By the bus where there is one, else by the icon. */
    private void joinNotifications() {
        Notifier.Listener listener = (key, choice) -> Platform.runLater(() -> {
            if (announcing != null) {
                announcing.pressed(key, choice);
            }
        });
        notifier = isLinux()
                ? BusNotifier.join(
                        "",
                        icons.map(each -> SymbolicIcons.own(each).toString()).orElse("network-wired"),
                        listener)
                : Optional.empty();
        if (notifier.isEmpty() && tray.orElse(null) instanceof AwtTray awt) {
            notifier = Optional.of(awt.notifier(listener));
        }
        announcing = notifier.map(each -> new NoticeController(desk, each, this::wants, new Visits(home)))
                .orElse(null);
    }

    private boolean wants(Topic topic) {
        Setting setting = topic.setting();
        return setting == null || settings.isOn(setting);
    }

    /** Links that nobody opens are opened by this program; those of another are left to it. */
    private void openLinks() {
        LinkHandler links = installation.links();
        try {
            if (links != null && links.owner() == LinkHandler.Owner.NOBODY) {
                links.take();
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(Shell.class).info("links can't be opened by this program: {}", e.getMessage());
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    private void joinTray() {
        tray = isLinux() ? StatusNotifierTray.join("", painter, icons.orElse(null), this) : Optional.empty();
        if (tray.isEmpty()) {
            tray = AwtTray.add(painter, new TrayContent("tray-not-enrolled", "Portals", false, List.of()), this);
        }
        if (state != null) {
            showTray(state);
        }
        if (tray.isEmpty() && !window.isShowing()) {
            window(Page.PORTALS);
        }
    }

    private void show(ApplicationState next) {
        // Two people may share a screen.
        window.setTitle(
                next.account() == null
                        ? "Portals"
                        : "Portals — " + next.account().email());
        popoverWelcome.show(next);
        windowWelcome.show(next);
        popoverView.show(next);
        windowView.show(next);
        showDialogs(next);
        if (announcing != null) {
            announcing.show(next);
        }
        showTray(next);
    }

    private void showTray(ApplicationState next) {
        tray.ifPresent(each -> each.show(presenter.of(next)));
    }

    /** Shows the program to somebody who started it again, or chose “Open”. */
    void show() {
        window(windowView.page());
    }

    @Override
    public void pressed(int x, int y) {
        // Panels speak of real pixels, JavaFX of its own.
        Platform.runLater(() -> {
            double scale = Screen.getPrimary().getOutputScaleX();
            popover.toggle(x / scale, y / scale);
        });
    }

    @Override
    public void pressedOtherwise() {
        Platform.runLater(this::show);
    }

    @Override
    public void visible(boolean now) {
        Platform.runLater(() -> {
            boolean before = trayVisible;
            trayVisible = now;
            if (now && state != null) {
                showTray(state);
            }
            if (!now && !window.isShowing()) {
                // Never unreachable: without a panel the window is the app (spec 05 section 15.10).
                boolean quietly = before || hiddenStart;
                window(Page.PORTALS);
                window.setIconified(quietly);
            }
        });
    }

    private void closing() {
        store.change(now ->
                now.withSize(window.getScene().getWidth(), window.getScene().getHeight()));
        if (!trayVisible) {
            Platform.runLater(this::quit);
        }
    }

    private void remember(String server) {
        store.change(now -> now.withServer(server));
    }

    /** Something was chosen, here or by a command. */
    private void changed() {
        dress(theme, settings);
        settingsView.changed();
        boolean wanted = settings.isOn(Setting.TRAY);
        if (wanted && tray.isEmpty()) {
            joinTray();
        } else if (!wanted && tray.isPresent()) {
            tray.get().close();
            tray = Optional.empty();
            trayVisible = false;
        }
    }

    private static void dress(Theme theme, Settings settings) {
        theme.choose(Theme.Choice.valueOf(settings.get(Setting.THEME).toUpperCase(Locale.ROOT)));
        theme.textSize(Integer.parseInt(settings.get(Setting.TEXT_SIZE)) / 100.0);
    }

    @Override
    public void window(Page page) {
        popover.hide();
        windowView.go(page);
        window.show();
        window.setIconified(false);
        window.toFront();
        window.requestFocus();
    }

    @Override
    public void window(Page page, String subject) {
        window(page);
        windowView.choose(subject);
    }

    @Override
    void attend() {
        popover.hide();
    }

    @Override
    public void signOut() {
        ask("sign_out", List.of(), () -> desk.engine().signOut());
    }

    @Override
    public void reset(boolean leave) {
        popover.hide();
        ApplicationState now = state;
        if (now != null) {
            windows.show(
                    "reset", text("reset.window"), window, close -> new ResetView(desk, now, leave, this::anew, close));
        }
    }

    /** A server of one's own lies in the same home. */
    private CompletableFuture<Void> anew() {
        return work(() -> {
                    local.close();
                    return null;
                })
                .thenComposeAsync(nothing -> anew.get(), desk.screen());
    }

    @Override
    public void importFile(Path file) {
        popover.hide();
        windows.show("import", text("import.window"), window, close -> ImportView.of(desk, file, close));
    }

    @Override
    public void quit() {
        int open = state == null
                ? 0
                : state.portals().stream()
                                .mapToInt(each -> each.connections().size())
                                .sum()
                        + state.reachable().stream()
                                .mapToInt(each -> each.connections().size())
                                .sum();
        if (open > 0 && settings.isOn(Setting.ASK_BEFORE_QUIT)) {
            ask("quit", List.of(open), () -> {
                end.run();
                return CompletableFuture.completedFuture(null);
            });
        } else {
            end.run();
        }
    }

    /** The only window of a program whose home can't be read; {@code restore} and {@code anew} start once more. */
    static void broken(
            Texts texts, Settings settings, Path home, String problem, Runnable restore, Runnable anew, Runnable end) {
        Theme theme = new Theme();
        dress(theme, settings);
        new Windows(theme)
                .show(
                        "broken",
                        "Portals",
                        null,
                        close -> new BrokenView(
                                texts, problem, HomeRepair.find(home).orElse(null), new BrokenView.Ways() {
                                    @Override
                                    public void openFolder() {
                                        new SystemOutside().browse(home.toUri().toString());
                                    }

                                    @Override
                                    public void saveForSupport() {
                                        new SystemOutside()
                                                .save(
                                                        "portals-report.zip",
                                                        file -> work(() -> {
                                                            Bundle.collect(home, "{}", List.of())
                                                                    .write(file);
                                                            return null;
                                                        }));
                                    }

                                    @Override
                                    public void restore() {
                                        close.run();
                                        restore.run();
                                    }

                                    @Override
                                    public void startEmpty() {
                                        close.run();
                                        anew.run();
                                    }

                                    @Override
                                    public void quit() {
                                        close.run();
                                        end.run();
                                    }
                                }));
    }

    @Override
    public void close() {
        subscription.close();
        notices.close();
        choices.close();
        popover.hide();
        windows.close();
        window.hide();
        notifier.ifPresent(Notifier::close);
        tray.ifPresent(Tray::close);
    }
}
