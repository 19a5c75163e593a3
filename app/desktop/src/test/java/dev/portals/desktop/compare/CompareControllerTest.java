package dev.portals.desktop.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.compare.CompareModel.Heard;
import dev.portals.desktop.compare.CompareModel.Step;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.friend.SafetyNumber;
import dev.portals.engine.state.Friend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<CompareModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final CompletableFuture<SafetyNumber> number = fake.engine.willAnswer("safetyNumber");

    private CompareController controller(String email) {
        return new CompareController(fake.desk(), Files::readString, email, () -> closed.add(email), shown::add);
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

    @Test
    void whatTheFriendHasSentIsComparedAndStillNotTrustedByThat() {
        CompareController controller = controller("alice@example.org");
        controller.show(Sample.busy());
        controller.paste();
        assertThat(last().heard()).isEqualTo(Heard.NOTHING);
        number.complete(Sample.NUMBER);
        fake.pasted = String.join(" ", Sample.NUMBER.groups());
        controller.paste();
        assertThat(last().heard()).isEqualTo(Heard.SAME);
        fake.pasted = "1".repeat(60);
        controller.paste();
        assertThat(last().heard()).isEqualTo(Heard.DIFFERENT);
        fake.pasted = "portals-card:1:abc";
        controller.paste();
        assertThat(last().heard()).isEqualTo(Heard.UNREADABLE);
        assertThat(fake.engine.calls()).hasSize(1);
    }

    @Test
    void aCodeInAFileIsCompared(@TempDir Path directory) throws IOException {
        CompareController controller = controller("alice@example.org");
        controller.show(Sample.busy());
        number.complete(Sample.NUMBER);
        controller.scan();
        assertThat(fake.ways.getLast()).startsWith("choose[");
        controller.scan(Files.writeString(directory.resolve("code.txt"), Sample.NUMBER.qr()));
        assertThat(last().heard()).isEqualTo(Heard.SAME);
        controller.scan(Files.writeString(directory.resolve("other.txt"), "PORTALS-VERIFY:1:" + "2".repeat(60)));
        assertThat(last().heard()).isEqualTo(Heard.DIFFERENT);
        controller.scan(directory.resolve("gone.txt"));
        assertThat(last().heard()).isEqualTo(Heard.UNREADABLE);
    }

    private CompareModel last() {
        return shown.getLast();
    }
}
