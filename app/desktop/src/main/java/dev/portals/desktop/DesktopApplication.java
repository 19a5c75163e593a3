package dev.portals.desktop;

import dev.portals.core.codec.DecodeException;
import dev.portals.desktop.logs.LogFile;
import dev.portals.desktop.screen.OffScreen;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.HomeRepair;
import dev.portals.engine.application.HomeReset;
import dev.portals.engine.control.ControlServer;
import dev.portals.engine.setting.Setting;
import dev.portals.engine.setting.Settings;
import dev.portals.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program as JavaFX sees it: opens the engine beside the screens, and closes it after them. */
public final class DesktopApplication extends Application {
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(DesktopApplication.class);

    /** What the program was started with: JavaFX makes this object itself. */
    static Main.@Nullable Options options;

    private @Nullable Shell shell;
    private dev.portals.engine.application.@Nullable Application engine;
    private @Nullable ControlServer control;

    /** Made by JavaFX. */
    public DesktopApplication() {}

    @Override
    public void start(Stage first) {
        Main.Options given = options;
        if (given == null) {
            throw new IllegalStateException("started by something else than Main");
        }
        Platform.setImplicitExit(false);
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeEngine, "shutdown"));
        open(given);
    }

    private void open(Main.Options given) {
        LogFile.begin(given.home());
        Settings settings = new Settings(given.home());
        LogFile.follow(settings);
        String language = settings.get(Setting.LANGUAGE);
        Texts texts = Texts.of(language.equals("system") ? Locale.getDefault() : Locale.of(language));
        CompletableFuture.supplyAsync(
                        () -> dev.portals.engine.application.Application.open(given.home(), settings),
                        work -> Thread.ofVirtual().name("opening").start(work))
                .whenComplete((opened, failure) -> Platform.runLater(() -> {
                    if (opened == null) {
                        broken(given, texts, settings, failure);
                    } else {
                        engine = opened;
                        begin(given, texts, settings, opened);
                    }
                }));
    }

    private void begin(
            Main.Options given, Texts texts, Settings settings, dev.portals.engine.application.Application opened) {
        Shell made = new Shell(OffScreen.of(opened), texts, given.home(), settings, this::end, () -> anew(given));
        shell = made;
        try {
            control = ControlServer.start(
                    opened,
                    given.home(),
                    () -> Platform.runLater(this::end),
                    link -> Platform.runLater(() -> open(made, link)));
        } catch (VaultException e) {
            LOG.warn("commands can't reach this program", e);
        }
        made.stand(given.side());
        made.begin(given.hidden(), given.link().isEmpty());
        if (!given.link().isEmpty()) {
            open(made, given.link());
        }
    }

    /** Moves the home away and begins as on the first day, in the same process (spec 05 section 8.4). On the JavaFX thread. */
    private CompletableFuture<Void> anew(Main.Options given) {
        if (shell != null) {
            shell.close();
            shell = null;
        }
        return CompletableFuture.runAsync(
                        () -> {
                            closeEngine();
                            HomeReset.reset(given.home(), Instant.now());
                        },
                        work -> Thread.ofPlatform().name("anew").start(work))
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.error("this computer can't begin anew", failure);
                            }
                            open(new Main.Options(given.home(), false, given.side(), ""));
                        },
                        Platform::runLater);
    }

    /** Shows the program, or the invitation that a link is of. */
    private static void open(Shell shell, String link) {
        if (link.isEmpty()) {
            shell.show();
            return;
        }
        shell.open(link);
    }

    private void broken(Main.Options given, Texts texts, Settings settings, @Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        if (!(cause instanceof VaultException || cause instanceof DecodeException)) {
            LOG.error("the engine can't be opened", cause);
        }
        Shell.broken(
                texts,
                settings,
                given.home(),
                String.valueOf(cause == null ? "" : cause.getMessage()),
                () -> restored(given),
                () -> anew(given),
                this::end);
    }

    /** Starts once more with the good copy; what still can't be read is told again. */
    private void restored(Main.Options given) {
        try {
            HomeRepair.restore(given.home(), Instant.now());
        } catch (VaultException e) {
            LOG.error("the good copy can't be restored", e);
        }
        open(given);
    }

    /** Once: when the program ends, or is made to end. */
    private synchronized void closeEngine() {
        if (control != null) {
            control.close();
            control = null;
        }
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    private void end() {
        if (shell != null) {
            shell.close();
        }
        Thread ending = Thread.ofPlatform().daemon().name("ending").start(this::closeEngine);
        Thread.ofPlatform().name("last").start(() -> {
            try {
                ending.join(LONGEST_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Platform.exit();
        });
    }
}
