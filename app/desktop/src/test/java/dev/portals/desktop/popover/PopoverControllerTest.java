package dev.portals.desktop.popover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.look.Mark;
import dev.portals.desktop.popover.PopoverModel.Coaching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopoverControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<Optional<PopoverModel>> shown = new ArrayList<>();
    private final PopoverController controller = new PopoverController(fake.desk(), shown::add);

    @Test
    void somebodyWhoIsNotSignedInSeesNothingOfIt() {
        controller.show(Sample.nobody());
        assertThat(shown.getLast()).isEmpty();
    }

    @Test
    void somebodyNewIsLedThroughTwoSteps() {
        controller.show(Sample.empty());
        assertThat(last().coaching()).isEqualTo(Coaching.OPEN_FIRST);
        controller.show(Sample.lonely());
        assertThat(last().coaching()).isEqualTo(Coaching.INVITE_FIRST);
        controller.show(Sample.busy());
        assertThat(last().coaching()).isEqualTo(Coaching.NONE);
    }

    @Test
    void rowsStayUnfoldedWhenANewSnapshotComes() {
        controller.show(Sample.busy());
        controller.toggle("pWeb demo");
        controller.show(Sample.busy());
        assertThat(last().unfolded()).containsExactly("pWeb demo");
        controller.toggle("pWeb demo");
        assertThat(last().unfolded()).isEmpty();
    }

    @Test
    void theHeaderSaysHowTheConnectionStands() {
        controller.show(Sample.busy());
        assertThat(last().header().mark()).isEqualTo(Mark.UP);
        assertThat(last().header().word()).isEqualTo("Encrypted relay is active");
        assertThat(last().header().via()).isEqualTo("46 ms · portals.example.org");
        assertThat(last().header().rate()).isEqualTo("↕ 1.3 MB/s");
        controller.show(Sample.paused());
        assertThat(last().header().word()).isEqualTo("Everything is paused");
    }

    @Test
    void whatIsWrongWithEverythingIsSaidOnceWithWhatHelps() {
        controller.show(Sample.busy());
        assertThat(last().header().trouble()).isEmpty();
        controller.show(Sample.offline());
        assertThat(last().header().trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.title()).isEqualTo("Offline");
            assertThat(trouble.explanation()).contains("Lists are from").endsWith("FM-2");
        });
        controller.retry();
        assertThat(fake.engine.calls()).containsExactly("retryNow");
    }

    @Test
    void everythingCanBePausedAndResumed() {
        controller.pause(true);
        controller.pause(false);
        assertThat(fake.engine.calls()).containsExactly("pauseAll", "resumeAll");
    }

    private PopoverModel last() {
        return shown.getLast().orElseThrow();
    }
}
