package dev.portals.desktop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Reachable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocalControllerTest {
    private static final Reachable SSH = Sample.reachable(Reachable.State.UP).get(1);

    private final FakeDesk fake = new FakeDesk();
    private final List<LocalModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final LocalController controller =
            new LocalController(fake.desk(), SSH, () -> closed.add("closed"), shown::add);

    @Test
    void onlyWhatHasChangedIsChanged() {
        controller.save();
        assertThat(fake.engine.calls()).isEmpty();
        assertThat(closed).hasSize(1);
    }

    @Test
    void aNameAndAPortAreChangedInThatOrder() {
        controller.name(" home ");
        controller.port("2222");
        controller.save();
        assertThat(fake.engine.calls()).containsExactly("renameReachable[id-ssh, home]", "setLocalPort[id-ssh, 2222]");
        assertThat(closed).hasSize(1);
    }

    @Test
    void noPortIsAnyPortAndNoNameTheSharers() {
        controller.name("");
        controller.port("");
        controller.save();
        assertThat(fake.engine.calls()).containsExactly("renameReachable[id-ssh, ]", "setLocalPort[id-ssh, 0]");
    }

    @Test
    void whatIsNoPortIsSaidSoAndNotTried() {
        for (String wrong : List.of("0", "65536", "70000", "12x", "-1", "123456")) {
            controller.port(wrong);
            assertThat(shown.getLast().portProblem()).as(wrong).isEqualTo("A port is a number up to 65535.");
            assertThat(shown.getLast().ready()).isFalse();
            controller.save();
        }
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsToldAndTheDialogStays() {
        CompletableFuture<Void> answer = fake.engine.willAnswer("setLocalPort");
        controller.port("80");
        controller.save();
        controller.save();
        assertThat(fake.engine.calls()).hasSize(1);
        answer.completeExceptionally(new ActionException(Reason.INPUT, "the port is taken"));
        assertThat(shown.getLast().problem()).isEqualTo("The port is taken.");
        assertThat(closed).isEmpty();
    }
}
