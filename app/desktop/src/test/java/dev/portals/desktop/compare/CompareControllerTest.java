package dev.portals.desktop.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.compare.CompareModel.Step;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Friend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CompareControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<CompareModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final CompletableFuture<SafetyNumber> number = fake.engine.willAnswer("safetyNumber");

    private CompareController controller(String email) {
        return new CompareController(fake.desk(), email, () -> closed.add(email), shown::add);
    }

    @Test
    void wordsAreComputedAndNothingIsTrustedByThat() {
        controller("alice@example.org").show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.COMPARE);
        assertThat(last().number()).isNull();
        number.complete(Sample.NUMBER);
        assertThat(last().number()).isEqualTo(Sample.NUMBER);
        assertThat(last().called()).isEqualTo("Alice");
        assertThat(fake.engine.calls()).hasSize(1).first().asString().startsWith("safetyNumber[alice@example.org");
    }

    @Test
    void matchingWordsVerifyTheDevice() {
        CompareController controller = controller("alice@example.org");
        controller.show(Sample.busy());
        controller.match();
        assertThat(fake.engine.calls().getLast()).startsWith("verifyFriend[alice@example.org, I");
        assertThat(closed).hasSize(1);
    }

    @Test
    void differentWordsRemoveTheDevice() {
        CompareController controller = controller("alice@example.org");
        controller.show(Sample.busy());
        controller.differ();
        assertThat(fake.engine.calls().getLast()).startsWith("revokeDevice[alice@example.org, I");
    }

    @Test
    void aChangedIdentityIsDecidedAboutBeforeAnythingIsCompared() {
        CompareController controller = controller("grace@navy.example");
        controller.show(Sample.changed());
        assertThat(last().step()).isEqualTo(Step.CHANGED);
        assertThat(fake.engine.calls()).isEmpty();
        controller.compare();
        assertThat(last().step()).isEqualTo(Step.COMPARE);
    }

    @Test
    void aNewDeviceCanBeAcceptedOnce() {
        CompletableFuture<Friend> answer = fake.engine.willAnswer("acceptDevice");
        CompareController controller = controller("grace@navy.example");
        controller.show(Sample.changed());
        controller.acceptDevice();
        controller.acceptDevice();
        assertThat(fake.engine.calls()).hasSize(1);
        answer.completeExceptionally(new ActionException(Reason.FAILED, "the disk is full"));
        assertThat(last().problem()).isEqualTo("The disk is full.");
        assertThat(closed).isEmpty();
    }

    @Test
    void somebodyWhoWasNeverSeenCannotBeCompared() {
        controller("carol@example.com").show(Sample.busy());
        assertThat(last().step()).isEqualTo(Step.NOTHING);
        assertThat(fake.engine.calls()).isEmpty();
    }

    private CompareModel last() {
        return shown.getLast();
    }
}
