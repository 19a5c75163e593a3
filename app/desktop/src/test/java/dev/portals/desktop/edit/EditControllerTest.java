package dev.portals.desktop.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.PortalChange;
import dev.portals.engine.state.Portal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EditControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<EditModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final EditController controller =
            new EditController(fake.desk(), Sample.portals().getFirst(), () -> closed.add("closed"), shown::add);

    EditControllerTest() {
        controller.show(Sample.busy());
    }

    @Test
    void whatIsChangedIsSavedAndTheRestStays() {
        controller.title(" Lab notebook ");
        controller.address("localhost:8889");
        controller.verifiedOnly(true);
        controller.save();
        assertThat(fake.engine.calls())
                .containsExactly("editPortal[Notebook, PortalChange[title=Lab notebook, address=localhost:8889,"
                        + " scheme=http, note=, verifiedOnly=true, expiresAt=null]]");
        assertThat(closed).hasSize(1);
    }

    @Test
    void aPortalIsGivenAnEndOrLetGoOn() {
        controller.life(Duration.ofHours(2));
        controller.save();
        assertThat(fake.engine.calls().getLast()).contains("expiresAt=" + Sample.NOW.plus(Duration.ofHours(2)));
        controller.life(Duration.ZERO);
        controller.save();
        assertThat(fake.engine.calls().getLast()).contains("expiresAt=" + PortalChange.NEVER);
    }

    @Test
    void theOwnNameIsFineAndAnothersIsNot() {
        controller.title("Notebook");
        assertThat(last().ready()).isTrue();
        controller.title("Web demo");
        assertThat(last().titleProblem()).contains("Web demo");
        controller.save();
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsSaid() {
        controller.address("nowhere");
        assertThat(last().addressProblem()).contains("nowhere");
        assertThat(last().ready()).isFalse();
    }

    @Test
    void aFailureIsSaidAndTheDialogStays() {
        CompletableFuture<Portal> answer = fake.engine.willAnswer("editPortal");
        controller.save();
        assertThat(last().working()).isTrue();
        answer.completeExceptionally(new ActionException(Reason.FAILED, "the disk is full"));
        assertThat(last().problem()).isEqualTo("The disk is full.");
        assertThat(closed).isEmpty();
    }

    private EditModel last() {
        return shown.getLast();
    }
}
