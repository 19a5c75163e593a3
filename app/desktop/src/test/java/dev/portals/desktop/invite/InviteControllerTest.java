package dev.portals.desktop.invite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.invite.InviteModel.Chip;
import dev.portals.desktop.invite.InviteModel.Result;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.FailureMode;
import dev.portals.engine.state.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InviteControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<InviteModel> shown = new ArrayList<>();
    private final InviteController controller = new InviteController(fake.desk(), "Web demo", shown::add);

    InviteControllerTest() {
        controller.show(Sample.busy());
    }

    @Test
    void manyAddressesMayBePastedAtOnceAndEachCountsOnce() {
        controller.enter("Alice <alice@example.org>; bob@example.net, ALICE@example.org\ncarol@example.com");
        assertThat(last().chips())
                .extracting(Chip::text)
                .containsExactly("alice@example.org", "bob@example.net", "carol@example.com");
        assertThat(last().ready()).isTrue();
    }

    @Test
    void whatIsNoAddressIsMarkedAndNothingIsSentBeforeItIsMended() {
        controller.enter("bob@example.net, dave@");
        assertThat(last().chips()).extracting(Chip::right).containsExactly(true, false);
        assertThat(last().problem()).contains("dave@");
        controller.invite();
        assertThat(fake.engine.calls()).isEmpty();
        controller.remove("dave@");
        controller.invite();
        assertThat(fake.engine.calls()).containsExactly("invite[Web demo, bob@example.net]");
    }

    @Test
    void anInvitationCanBeForAShortTime() {
        controller.enter("bob@example.net");
        controller.life(Duration.ofDays(1));
        controller.invite();
        assertThat(fake.engine.calls())
                .containsExactly("invite[Web demo, bob@example.net, " + Sample.NOW.plus(Duration.ofDays(1)) + "]");
    }

    @Test
    void onesOwnAddressIsFineAndExplained() {
        controller.enter("ADA@example.org");
        assertThat(last().chips().getFirst().own()).isTrue();
        assertThat(last().hint()).contains("ada@example.org");
        assertThat(last().ready()).isTrue();
    }

    @Test
    void eachAddressHasAResultAndWhatFailedCanBeTriedAgain() {
        fake.engine.onInvite(email -> email.startsWith("bob")
                ? CompletableFuture.failedFuture(
                        new ActionException(Reason.DENIED, "refused", FailureMode.INVITATION_NOT_SENT))
                : CompletableFuture.completedFuture(Sample.guest("g", email, Guest.State.INVITED)));
        controller.enter("bob@example.net alice@example.org");
        controller.invite();
        assertThat(last().results())
                .containsExactly(
                        new Result("bob@example.net", false, "Refused. FM-8"),
                        new Result("alice@example.org", true, "expires in 12 days"));
        assertThat(last().sent()).isEqualTo(1);
        controller.again();
        assertThat(last().chips()).extracting(Chip::text).containsExactly("bob@example.net");
    }

    @Test
    void theyAreSentOneAfterAnotherAndOnlyOnce() {
        List<CompletableFuture<Guest>> asked = new ArrayList<>();
        fake.engine.onInvite(email -> {
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        });
        controller.enter("a@example.org b@example.org");
        controller.invite();
        controller.invite();
        assertThat(asked).hasSize(1);
        assertThat(last().working()).isTrue();
        assertThat(last().results()).isEmpty();
        asked.getFirst().complete(Sample.guest("g", "a@example.org", Guest.State.INVITED));
        assertThat(asked).hasSize(2);
    }

    @Test
    void theLastAddressCanBeTakenBackIntoTheField() {
        controller.enter("a@example.org b@example.org");
        assertThat(controller.takeLast()).contains("b@example.org");
        assertThat(last().chips()).hasSize(1);
    }

    private InviteModel last() {
        return shown.getLast();
    }
}
