package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.popover.PopoverView;
import dev.portals.desktop.tray.TrayPresenter;
import dev.portals.desktop.welcome.WelcomeView;
import dev.portals.engine.application.Application;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.state.Account;
import dev.portals.engine.state.ApplicationState;
import dev.portals.engine.state.Enrollment;
import dev.portals.engine.state.Link;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T-1 and T-2: what somebody sees first, and at each step of signing in and of the connection (spec 05 section 16). */
@Tag("peer")
class FirstStartPeerTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final URI PAGE = URI.create("https://portals.example.org/device");

    @BeforeAll
    static void startScreen() throws Exception {
        Toolkit.start();
    }

    /** The popover of somebody, and what it asks for. */
    private static final class Seen {
        final FakeDesk fake = new FakeDesk(Locale.ENGLISH, each -> {
            if (Platform.isFxApplicationThread()) {
                each.run();
            } else {
                Platform.runLater(each);
            }
        });
        final WelcomeView welcome = new WelcomeView(
                fake.desk(), () -> CompletableFuture.completedFuture(PAGE), "portals.example.org", server -> {});
        final PopoverView popover = new PopoverView(fake.desk(), welcome);

        void show(ApplicationState state) {
            welcome.show(state);
            popover.show(state);
        }

        String words() {
            return HeadlessScreen.words(popover);
        }

        boolean has(String id) {
            return HeadlessScreen.seen(popover).anyMatch(each -> id.equals(each.getId()));
        }

        void press(String id) {
            Node button = HeadlessScreen.seen(popover)
                    .filter(each -> id.equals(each.getId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + id + " in\n" + words()));
            ((Button) button).fire();
        }
    }

    @Test
    void theFirstStartShowsTheCardNoListsAWayInAndAWayOut() throws Exception {
        HeadlessScreen.on(() -> {
            Seen seen = new Seen();
            seen.show(Sample.nobody());
            assertThat(seen.words()).contains("Share a service with a friend, privately", "Sign in…");
            assertThat(seen.has("popover-lists")).isFalse();
            assertThat(seen.has("welcome-sign-in")).isTrue();
            assertThat(seen.has("welcome-code")).isTrue();
            seen.press("welcome-link");
            seen.press("welcome-quit");
            assertThat(seen.fake.ways).containsExactly("pasteLink", "quit");
            assertThat(new TrayPresenter(seen.fake.desk(), () -> {})
                            .of(Sample.nobody())
                            .menu())
                    .isNotEmpty();
            return null;
        });
    }

    @Test
    void aNewHomeIsKnownWithinASecond(@TempDir Path home) {
        long begun = System.nanoTime();
        try (Application application = Application.open(home)) {
            ApplicationState state = application.state();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(A_SECOND);
            assertThat(state.account()).isNull();
            assertThat(state.portals()).isEmpty();
        }
    }

    /** The seven of the reference, and an eighth that it got wrong. */
    private enum Status {
        DISCONNECTED,
        WAITING_FOR_TOKEN,
        WAITING_FOR_EMAIL_VALIDATION,
        RETRIEVING_SPACE,
        RETRIEVING_PROJECT,
        CONNECTING,
        CONNECTED,
        SIGNED_IN_AND_DISCONNECTED
    }

    @ParameterizedTest
    @EnumSource
    void eachStatusHasItsTextsAndButtons(Status status) throws Exception {
        HeadlessScreen.on(() -> {
            Seen seen = new Seen();
            seen.show(Sample.nobody());
            switch (status) {
                case DISCONNECTED -> assertThat(seen.has("welcome-sign-in")).isTrue();
                case WAITING_FOR_TOKEN -> {
                    seen.fake.engine.onEnroll(
                            how -> ((SignIn.Browser) how).open().accept(PAGE));
                    seen.press("welcome-sign-in");
                    seen.show(at(null, Enrollment.WAITING_FOR_BROWSER, Link.State.OFFLINE));
                    assertThat(seen.words()).contains("Finish sign-in in your browser", "portals.example.org");
                    seen.press("welcome-copy-link");
                    assertThat(seen.fake.ways).contains("copy[" + PAGE + "]");
                    seen.press("welcome-cancel");
                    assertThat(seen.has("welcome-sign-in")).isTrue();
                }
                case WAITING_FOR_EMAIL_VALIDATION -> {
                    seen.show(at(null, Enrollment.WAITING_FOR_EMAIL, Link.State.OFFLINE));
                    assertThat(seen.words()).contains("Check your inbox");
                    assertThat(seen.has("welcome-cancel")).isTrue();
                }
                case RETRIEVING_SPACE -> {
                    seen.show(at(null, Enrollment.RETRIEVING_SPACE, Link.State.OFFLINE));
                    assertThat(seen.words()).contains("Setting up your project");
                }
                case RETRIEVING_PROJECT -> {
                    seen.show(at(null, Enrollment.RETRIEVING_PROJECT, Link.State.OFFLINE));
                    assertThat(seen.words()).contains("Setting up your project", "Usually under 3 minutes");
                }
                case CONNECTING -> {
                    seen.show(at(Sample.ADA, Enrollment.DONE, Link.State.CONNECTING));
                    assertThat(seen.words()).contains("onnecting…", "Open your first portal");
                }
                case CONNECTED -> {
                    seen.show(at(Sample.ADA, Enrollment.DONE, Link.State.CONNECTED));
                    assertThat(seen.words()).contains("Encrypted relay is active", "Open your first portal");
                    seen.press("coach-action");
                    assertThat(seen.fake.ways).containsExactly("openPortal[]");
                }
                case SIGNED_IN_AND_DISCONNECTED -> {
                    seen.show(Sample.offline());
                    assertThat(seen.words()).contains("Offline");
                    seen.press("banner-retry");
                    assertThat(seen.fake.engine.calls()).contains("retryNow");
                }
            }
            boolean signedIn = List.of(Status.CONNECTING, Status.CONNECTED, Status.SIGNED_IN_AND_DISCONNECTED)
                    .contains(status);
            assertThat(signedIn && seen.has("welcome-sign-in")).isFalse();
            assertThat(signedIn && seen.words().contains("Sign in")).isFalse();
            return null;
        });
    }

    private static ApplicationState at(@Nullable Account account, Enrollment enrollment, Link.State link) {
        ApplicationState empty = Sample.empty();
        return new ApplicationState(
                empty.identifier(),
                account,
                enrollment,
                null,
                new Link(link, Sample.NOW.minusSeconds(60), null, null, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                empty.traffic(),
                false,
                true,
                null);
    }
}
