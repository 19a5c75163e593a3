package dev.portals.desktop.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.activity.ActivityModel.Entry;
import dev.portals.desktop.look.Icons;
import dev.portals.engine.state.Notice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityControllerTest {
    private final List<ActivityModel> shown = new ArrayList<>();
    private final ActivityController controller = new ActivityController(new FakeDesk().desk(), shown::add);

    @Test
    void theNewestComesFirst() {
        Sample.notices().forEach(controller::happened);
        assertThat(last().entries().getFirst().sentence()).isEqualTo("Bob Tanaka connected to Web demo.");
        assertThat(last().entries()).hasSize(6);
    }

    @Test
    void onlyTheLastHundredAreKept() {
        for (int i = 0; i < 130; i++) {
            controller.happened(new Notice(Notice.Kind.GUEST_CONNECTED, "a", "connection " + i, null, Sample.NOW));
        }
        assertThat(last().entries()).hasSize(100).extracting(Entry::key).doesNotHaveDuplicates();
        assertThat(last().entries().getLast().sentence()).isEqualTo("Connection 30.");
    }

    @Test
    void everyKindHasAPicture() {
        for (Notice.Kind kind : Notice.Kind.values()) {
            controller.happened(new Notice(kind, "a", "something", null, Sample.NOW));
            assertThat(Icons.shape(last().entries().getFirst().icon()).parts()).isNotEmpty();
        }
    }

    @Test
    void aChangedIdentityLeadsToTheComparison() {
        Sample.notices().forEach(controller::happened);
        assertThat(last().entries()).extracting(Entry::friend).containsOnlyOnce("alice@example.org");
    }

    @Test
    void whatIsSearchedForIsFound() {
        Sample.notices().forEach(controller::happened);
        controller.search(" NOTEBOOK");
        assertThat(last().entries()).hasSize(1);
        assertThat(last().empty()).isFalse();
    }

    @Test
    void whatIsChosenIsShownAlone() {
        Sample.notices().forEach(controller::happened);
        controller.choose(ActivityModel.Group.TRUST);
        assertThat(last().entries()).extracting(Entry::friend).containsExactly("alice@example.org");

        controller.choose(ActivityModel.Group.PROBLEMS);
        assertThat(last().entries()).hasSize(2);
    }

    private ActivityModel last() {
        return shown.getLast();
    }
}
