package dev.portals.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResetControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<ResetModel> shown = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    private ResetController controller(boolean typed, boolean leave) {
        return new ResetController(
                fake.desk(),
                typed,
                leave,
                () -> {
                    done.add("anew");
                    return CompletableFuture.completedFuture(null);
                },
                shown::add);
    }

    @Test
    void wherePortalsAreOpenTheWordIsTypedBefore() {
        ResetController controller = controller(true, false);
        controller.type("rese");
        assertThat(shown.getLast().ready()).isFalse();
        controller.reset();
        assertThat(done).isEmpty();
        controller.type(" Reset ");
        assertThat(shown.getLast().ready()).isTrue();
        controller.reset();
        assertThat(done).containsExactly("anew");
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void whereNothingIsOpenOnePressIsEnough() {
        ResetController controller = controller(false, false);
        controller.render();
        assertThat(shown.getLast().ready()).isTrue();
        controller.reset();
        controller.reset();
        assertThat(done).containsExactly("anew");
    }

    @Test
    void everythingIsTakenBackBeforeAndNothingIsLostIfThatFails() {
        ResetController controller = controller(false, true);
        CompletableFuture<Void> left = fake.engine.willAnswer("leave");
        controller.reset();
        assertThat(fake.engine.calls()).containsExactly("leave");
        left.completeExceptionally(new ActionException(Reason.OFFLINE, "the server does not answer"));
        assertThat(done).isEmpty();
        assertThat(shown.getLast().problem()).isEqualTo("The server does not answer.");
        assertThat(shown.getLast().ready()).isTrue();
        controller.leave(false);
        controller.reset();
        assertThat(done).containsExactly("anew");
    }
}
