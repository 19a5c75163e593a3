package dev.portals.desktop.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.welcome.WelcomeModel.Step;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.SignIn;
import dev.portals.engine.state.Account;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WelcomeControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<WelcomeModel> shown = new ArrayList<>();
    private final List<String> remembered = new ArrayList<>();
    private final CompletableFuture<URI> server = new CompletableFuture<>();
    private final CompletableFuture<Account> answer = fake.engine.willAnswer("enroll");
    private final WelcomeController controller =
            new WelcomeController(fake.desk(), () -> server, "", remembered::add, shown::add);
    private SignIn how;

    WelcomeControllerTest() {
        fake.engine.onEnroll(each -> how = each);
        controller.begin();
    }

    @ParameterizedTest
    @CsvSource({
        "portals.example.org, https://portals.example.org",
        "http://nas.local:8080, http://nas.local:8080",
        "localhost:8080, http://localhost:8080",
        "127.0.0.1:8080, http://127.0.0.1:8080"
    })
    void anAddressIsUnderstoodAsPeopleTypeIt(String typed, String meant) {
        controller.typed(typed);
        controller.signIn();
        assertThat(fake.engine.calls()).containsExactly("enroll[" + meant + "]");
    }

    @ParameterizedTest
    @CsvSource({"''", "not an address", "ftp://example.org", "https://"})
    void whatIsNoAddressIsSaidAndNothingIsAsked(String typed) {
        controller.typed(typed);
        controller.signIn();
        assertThat(fake.engine.calls()).isEmpty();
        assertThat(last().problem()).isNotEmpty();
        assertThat(last().step()).isEqualTo(Step.START);
    }

    @Test
    void theBrowserIsOpenedAndThePageCanBeOpenedAgain() {
        begin();
        ((SignIn.Browser) how).open().accept(URI.create("https://portals.example.org/authorize"));
        assertThat(last().step()).isEqualTo(Step.BROWSER);
        controller.openPageAgain();
        controller.copyLink();
        assertThat(fake.ways)
                .containsExactly(
                        "browse[https://portals.example.org/authorize]",
                        "browse[https://portals.example.org/authorize]",
                        "copy[https://portals.example.org/authorize]");
    }

    @Test
    void aCodeForAnotherDeviceIsShown() {
        controller.typed("portals.example.org");
        controller.signInElsewhere();
        ((SignIn.Code) how).show().accept(URI.create("https://portals.example.org/device"), "KXRT-4M7P");
        assertThat(last().step()).isEqualTo(Step.CODE);
        assertThat(last().code()).isEqualTo("KXRT-4M7P");
    }

    @Test
    void theServerIsRememberedOnlyWhenSomebodyIsSignedIn() {
        begin();
        assertThat(remembered).isEmpty();
        answer.complete(Sample.ADA);
        assertThat(remembered).containsExactly("https://portals.example.org");
    }

    @Test
    void cancellingEndsTheSignInAndLeavesTheAddress() {
        begin();
        controller.cancel();
        assertThat(answer).isCancelled();
        assertThat(last().step()).isEqualTo(Step.START);
        assertThat(last().address()).isEqualTo("portals.example.org");
        assertThat(last().problem()).isEmpty();
    }

    @Test
    void aFailureIsSaidInItsSentence() {
        begin();
        answer.completeExceptionally(new ActionException(Reason.OFFLINE, "portals.example.org doesn't answer"));
        assertThat(last().step()).isEqualTo(Step.START);
        assertThat(last().problem()).isEqualTo("portals.example.org doesn't answer.");
    }

    @Test
    void aServerOfOnesOwnIsStartedAndSignedInAt() {
        controller.tryHere();
        assertThat(last().step()).isEqualTo(Step.STARTING_SERVER);
        server.complete(URI.create("http://localhost:41000"));
        assertThat(fake.engine.calls()).containsExactly("enroll[http://localhost:41000]");
    }

    @Test
    void aServerThatDoesNotStartIsSaid() {
        controller.tryHere();
        server.completeExceptionally(new ActionException(Reason.FAILED, "the port is taken"));
        assertThat(last().problem()).isEqualTo("The port is taken.");
    }

    private void begin() {
        controller.typed("portals.example.org");
        controller.signIn();
        assertThat(last().step()).isEqualTo(Step.ASKING);
    }

    private WelcomeModel last() {
        return shown.getLast();
    }
}
