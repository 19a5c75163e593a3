package dev.portals.desktop.settings;

import dev.portals.desktop.look.Buttons;
import dev.portals.desktop.look.Words;
import dev.portals.desktop.platform.LinkHandler;
import dev.portals.desktop.platform.LoginItem;
import dev.portals.desktop.screen.Desk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the system knows of the program; it is asked each time the page is shown, for it may change there. */
final class SystemSettings extends VBox {
    private static final Executor ASIDE =
            work -> Thread.ofVirtual().name("system-settings").start(work);

    private final Desk desk;
    private final @Nullable LoginItem login;
    private final @Nullable LinkHandler links;
    private final CheckBox atLogin;
    private final Button take;
    private final Label problem = Words.wrapped("", "meta", "danger-text");
    private boolean loading;

    SystemSettings(Desk desk, @Nullable LoginItem login, @Nullable LinkHandler links) {
        super(8);
        this.desk = desk;
        this.login = login;
        this.links = links;
        atLogin = new CheckBox(desk.texts().get("settings.login"));
        atLogin.setId("settings-login");
        atLogin.selectedProperty().addListener((observed, before, on) -> {
            if (!loading && login != null) {
                change(() -> login.set(on));
            }
        });
        take = Buttons.small(Buttons.plain(
                "settings-links",
                desk.texts().get("settings.links"),
                () -> change(() -> {
                    if (links != null) {
                        links.take();
                    }
                })));
        problem.setId("settings-login-problem");
        Words.show(problem, false);
        Words.show(atLogin, login != null);
        Words.show(take, false);
        getChildren().setAll(atLogin, take, problem);
        sceneProperty().addListener((observed, before, scene) -> {
            if (scene != null) {
                look();
            }
        });
        visibleProperty().addListener((observed, before, now) -> look());
    }

    private void look() {
        if (login != null) {
            aside(login::isOn, on -> {
                loading = true;
                atLogin.setSelected(on);
                loading = false;
            });
        }
        if (links != null) {
            aside(links::owner, owner -> Words.show(take, owner == LinkHandler.Owner.OTHER));
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private void change(Change change) {
        Words.show(problem, false);
        desk.then(
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                change.make();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        ASIDE),
                (done, failure) -> {
                    if (failure != null) {
                        problem.setText(
                                desk.texts().get("settings.system_failed", String.valueOf(failure.getMessage())));
                        Words.show(problem, true);
                    }
                    look();
                });
    }

    private <T> void aside(Supplier<T> question, java.util.function.Consumer<T> answer) {
        desk.then(CompletableFuture.supplyAsync(question, ASIDE), (value, failure) -> {
            if (value != null) {
                answer.accept(value);
            }
        });
    }
}
