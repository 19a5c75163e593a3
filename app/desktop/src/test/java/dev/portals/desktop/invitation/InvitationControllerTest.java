package dev.portals.desktop.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.invitation.InvitationModel.Step;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InvitationControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<InvitationModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    private InvitationController controller(String id) {
        return new InvitationController(fake.desk(), id, () -> closed.add(id), shown::add);
    }

    @Test
    void nothingIsAcceptedWithoutAPress() {
        controller("inv-wiki").show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.QUESTION);
        assertThat(last().invitation().note()).startsWith("Edit what you like");
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void acceptingGoesOnUntilTheAddressIsThere() {
        InvitationController controller = controller("inv-wiki");
        controller.show(Sample.busy());
        CompletableFuture<Void> answer = fake.engine.willAnswer("accept");
        controller.accept(8080);
        assertThat(fake.engine.calls()).containsExactly("accept[inv-wiki, 8080]");
        controller.show(Sample.empty());
        assertThat(last().step()).isEqualTo(Step.ACCEPTING);
        assertThat(last().invitation().service()).isEqualTo("Staging wiki");
        answer.complete(null);
    }

    @Test
    void whatCanBeUsedShowsItsAddressAndIsOpenedIfWanted() {
        InvitationController controller = controller("id-Grafana");
        controller.browseWhenReady(true);
        controller.show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.CONNECTING);
        assertThat(fake.ways).isEmpty();
        controller("id-ssh").show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.READY);
        assertThat(last().reachable().address()).isEqualTo("127.0.0.1:41022");
    }

    @Test
    void anAddressThatWasReadStaysWhenItsServiceIsGone() {
        InvitationController controller = controller("id-ssh");
        controller.show(Sample.busy());
        InvitationModel before = last();
        controller.show(Sample.offline());
        assertThat(last().step()).isEqualTo(Step.READY);
        assertThat(last()).isNotEqualTo(before);
        assertThat(last().drawnAs(before)).isTrue();
    }

    @Test
    void aFailureIsSaidAndTheQuestionStays() {
        InvitationController controller = controller("inv-wiki");
        controller.show(Sample.busy());
        fake.engine.willAnswer("accept").completeExceptionally(new ActionException(Reason.OFFLINE, "no network"));
        controller.accept(0);
        assertThat(last().step()).isEqualTo(Step.QUESTION);
        assertThat(last().problem()).isEqualTo("No network.");
    }

    @Test
    void decliningClosesTheDialog() {
        InvitationController controller = controller("inv-wiki");
        controller.show(Sample.busy());
        controller.decline();
        assertThat(fake.engine.calls()).containsExactly("decline[inv-wiki]");
        assertThat(closed).containsExactly("inv-wiki");
    }

    @Test
    void anInvitationThatIsNotThereIsLookedForOnce() {
        InvitationController controller = controller("somewhere");
        CompletableFuture<Void> answer = fake.engine.willAnswer("refresh");
        controller.show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.LOADING);
        answer.complete(null);
        assertThat(last().step()).isEqualTo(Step.UNKNOWN);
        controller.show(Sample.busy());
        assertThat(fake.engine.calls()).containsExactly("refresh");
    }

    @Test
    void somebodyWhoIsNotSignedInIsToldTo() {
        controller("inv-wiki").show(Sample.nobody());
        assertThat(last().step()).isEqualTo(Step.NOT_SIGNED_IN);
    }

    @Test
    void aChangedIdentityIsAFailure() {
        controller("id-Staging wiki").show(Sample.changed());
        assertThat(last().step()).isEqualTo(Step.FAILED);
    }

    private InvitationModel last() {
        return shown.getLast();
    }
}
