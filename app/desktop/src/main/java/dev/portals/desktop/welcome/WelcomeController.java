package dev.portals.desktop.welcome;

import dev.portals.desktop.screen.Desk;
import dev.portals.desktop.screen.Sentences;
import dev.portals.desktop.welcome.WelcomeModel.Step;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leads through signing in. A cancelled sign-in leaves nothing behind, and nothing is deleted (spec 05 section 3.2). */
final class WelcomeController {
    private final Desk desk;
    private final LocalServer local;
    private final Consumer<String> remember;
    private final Consumer<WelcomeModel> view;
    private WelcomeModel model;
    private @Nullable CompletableFuture<?> running;

    /** {@code remember} is told the address of a server that somebody has signed in at. */
    WelcomeController(
            Desk desk, LocalServer local, String known, Consumer<String> remember, Consumer<WelcomeModel> view) {
        this.desk = desk;
        this.local = local;
        this.remember = remember;
        this.view = view;
        this.model = WelcomeModel.BLANK.withAddress(known);
    }

    void begin() {
        render(model);
    }

    void typed(String address) {
        model = model.withAddress(address);
    }

    /** Signs in by the browser of this computer. */
    void signIn() {
        address()
                .ifPresent(server -> enroll(
                        server,
                        new SignIn.Browser(page -> desk.screen().execute(() -> {
                            render(model.withPage(Step.BROWSER, page.toString(), ""));
                            desk.outside().browse(page.toString());
                        }))));
    }

    /** Signs in with a code on any device. */
    void signInElsewhere() {
        address()
                .ifPresent(server -> enroll(
                        server,
                        new SignIn.Code((page, code) -> desk.screen()
                                .execute(() -> render(model.withPage(Step.CODE, page.toString(), code))))));
    }

    /** Starts a server here and signs in there. */
    void tryHere() {
        render(model.at(Step.STARTING_SERVER));
        CompletableFuture<URI> starting = local.start();
        running = starting;
        desk.then(starting, (server, failure) -> {
            if (server != null) {
                model = model.withAddress(server.toString());
                signIn();
            } else if (failure != null) {
                failed(failure);
            }
        });
    }

    void openPageAgain() {
        desk.outside().browse(model.page());
    }

    void copyLink() {
        desk.outside().copy(model.page());
    }

    void cancel() {
        CompletableFuture<?> sign = running;
        running = null;
        if (sign != null) {
            sign.cancel(true);
        }
        render(model.failed(""));
    }

    /** A new snapshot: how far the engine has got. */
    void show(ApplicationState state) {
        if (state.enrollment() == Enrollment.WAITING_FOR_EMAIL) {
            render(model.at(Step.EMAIL));
        } else if (state.enrollment() == Enrollment.RETRIEVING_SPACE
                || state.enrollment() == Enrollment.RETRIEVING_PROJECT) {
            render(model.at(Step.SETTING_UP));
        } else if (state.enrollment() == Enrollment.DONE && model.step() != Step.START) {
            render(model.failed(""));
        }
    }

    private void enroll(URI server, SignIn how) {
        CompletableFuture<?> before = running;
        running = null;
        if (before != null) {
            before.cancel(true);
        }
        render(model.withPage(Step.ASKING, "", ""));
        CompletableFuture<Account> sign = desk.engine().enroll(server, how);
        running = sign;
        desk.then(sign, (account, failure) -> {
            if (running == sign) {
                running = null;
                if (failure != null) {
                    failed(failure);
                } else {
                    remember.accept(server.toString());
                }
            }
        });
    }

    private void failed(Throwable failure) {
        render(model.failed(failure instanceof CancellationException ? "" : Sentences.of(desk.texts(), failure)));
    }

    /** The server's address; one without a scheme is https, but http on this computer itself. */
    private Optional<URI> address() {
        String typed = model.address().strip();
        if (!typed.isEmpty()) {
            boolean here = typed.toLowerCase(Locale.ROOT).matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:.*|/.*)?");
            String full = typed.contains("://") ? typed : (here ? "http://" : "https://") + typed;
            try {
                URI address = new URI(full);
                if (address.getHost() != null && address.getScheme().matches("https?")) {
                    return Optional.of(address);
                }
            } catch (URISyntaxException e) {
                // It is told below.
            }
        }
        render(model.failed(desk.texts().get(typed.isEmpty() ? "welcome.no_address" : "welcome.bad_address", typed)));
        return Optional.empty();
    }

    private void render(WelcomeModel next) {
        model = next;
        view.accept(next);
    }
}
