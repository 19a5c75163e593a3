package dev.portals.desktop.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.list.Address;
import dev.portals.desktop.look.Mark;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Portal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<OpenModel> shown = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final Map<Address, CompletableFuture<Boolean>> probes = new HashMap<>();
    private final CompletableFuture<Portal> answer = fake.engine.willAnswer("openPortal");
    private final OpenController controller = new OpenController(
            fake.desk(),
            where -> probes.computeIfAbsent(where, each -> new CompletableFuture<>()),
            opened::add,
            shown::add);

    OpenControllerTest() {
        controller.show(Sample.busy());
    }

    @Test
    void aPortalCanBeOpenForAShortTime() {
        controller.address("3000");
        controller.name("Shop");
        controller.life(Duration.ofHours(2));
        controller.open();
        assertThat(fake.engine.calls())
                .containsExactly("openPortal[Shop, 3000, null, null, " + Sample.NOW.plus(Duration.ofHours(2)) + "]");
    }

    @Test
    void whoSharesAServiceIsToldWhatToMindAboutItsKind() {
        controller.address("22");
        assertThat(shown.getLast().ownerHint()).contains("password");
        controller.scheme("postgresql");
        assertThat(shown.getLast().ownerHint()).contains("user");
    }

    @ParameterizedTest
    @CsvSource({
        "3000, localhost, 3000",
        ":3000, localhost, 3000",
        "127.0.0.1:22, 127.0.0.1, 22",
        "my-nas:5555, my-nas, 5555",
        "[::1]:80, [::1], 80",
        "http://localhost/x, localhost, 80",
        "https://nas, nas, 443",
        "http://nas:8080/a?b#c, nas, 8080"
    })
    void anAddressIsUnderstoodAsPeopleTypeIt(String typed, String host, int port) {
        assertThat(Address.parse(typed)).hasValueSatisfying(address -> {
            assertThat(address.host()).isEqualTo(host);
            assertThat(address.port()).isEqualTo(port);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "65536", "nas", "nas:", "a b:1", "http://", "nas:99999", "::1:80", "1.2.3.4"})
    void whatIsNoAddressIsNone(String typed) {
        assertThat(Address.parse(typed)).isEmpty();
    }

    @Test
    void whatAnswersIsSaidAndAnOldAnswerIsNotBelieved() {
        controller.address("3000");
        controller.address("3001");
        probes.get(Address.parse("3000").orElseThrow()).complete(true);
        assertThat(last().answerWord()).isEmpty();
        probes.get(Address.parse("3001").orElseThrow()).complete(false);
        assertThat(last().answer()).isEqualTo(Mark.DOWN);
        assertThat(last().answerWord()).isEqualTo("Nothing answers there now");
    }

    @Test
    void aServiceThatDoesNotAnswerMayBeSharedAllTheSame() {
        controller.address("3000");
        controller.name("Shop");
        probes.get(Address.parse("3000").orElseThrow()).complete(false);
        assertThat(last().ready()).isTrue();
    }

    @Test
    void aServiceOfAnotherMachineComesWithAWarning() {
        controller.address("my-nas:5555");
        assertThat(last().addressHint()).contains("my-nas");
        controller.address("127.0.0.1:5555");
        assertThat(last().addressHint()).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsSaidWithOneThatIsFree() {
        controller.address("3000");
        controller.name(" Web demo ");
        assertThat(last().nameProblem()).contains("Web demo");
        assertThat(last().suggestion()).isEqualTo("Web demo 2");
        assertThat(last().ready()).isFalse();
        controller.open();
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void thePortalIsOpenedOnceAndItsNameIsTold() {
        controller.address(" 3000 ");
        controller.name(" Shop ");
        controller.scheme("http");
        controller.note(" be gentle ");
        controller.open();
        controller.open();
        assertThat(last().working()).isTrue();
        assertThat(fake.engine.calls()).containsExactly("openPortal[Shop, 3000, http, be gentle]");
        answer.complete(Sample.portal("Shop", "localhost:3000", "http", Portal.State.OPEN, null, List.of(), 0));
        assertThat(opened).containsExactly("Shop");
    }

    @Test
    void aFailureIsSaidAndItMayBeTriedAgain() {
        controller.address("3000");
        controller.name("Shop");
        controller.open();
        answer.completeExceptionally(new ActionException(Reason.INPUT, "the name is taken"));
        assertThat(last().problem()).isEqualTo("The name is taken.");
        assertThat(last().ready()).isTrue();
        assertThat(opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"22, ssh", "5432, postgresql", "https://nas, https", "8080, http"})
    void theKindIsGuessedFromTheAddress(String typed, String kind) {
        controller.address(typed);
        assertThat(controller.suggestedKind()).contains(kind);
    }

    private OpenModel last() {
        return shown.getLast();
    }
}
