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
    private final FakeDesk desk = new FakeDesk();
    private final ActivityController controller = new ActivityController(desk.desk(), shown::add);

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

    @Test
    void everyDayHasItsHeadOverWhatIsShownOfIt() {
        for (int hours : new int[] {60, 58, 30, 29, 2, 1}) {
            controller.happened(new Notice(
                    Notice.Kind.SERVICE_DOWN, "a", "down " + hours, null, Sample.NOW.minusSeconds(hours * 3600L)));
        }
        assertThat(last().entries().stream()
                        .filter(Entry::first)
                        .map(Entry::day)
                        .toList())
                .hasSizeBetween(3, 4)
                .doesNotHaveDuplicates()
                .startsWith("Today", "Yesterday");
        controller.search("down 29");
        assertThat(last().entries()).singleElement().satisfies(only -> {
            assertThat(only.first()).isTrue();
            assertThat(only.time()).matches("[0-9]{2}:[0-9]{2}");
        });
    }

    @Test
    void whatIsShownCanBeGivenToOtherPrograms() {
        Sample.notices().forEach(controller::happened);
        String table = ActivityFile.write("a.csv", last().entries());
        assertThat(table.lines().toList())
                .hasSize(7)
                .startsWith("time,kind,code,text")
                .anySatisfy(line ->
                        assertThat(line).contains(",service_down,FM-", "Notebook: nothing answers on localhost:8888"));
        assertThat(ActivityFile.write("a.JSON", last().entries()))
                .startsWith("[")
                .contains("\"kind\" : \"identity_changed\"");
        controller.export();
        assertThat(desk.ways).singleElement().asString().startsWith("save[portals-activity.csv");
    }

    @Test
    void whatOthersWroteIsNoFormulaInASpreadsheet() {
        controller.happened(new Notice(Notice.Kind.SERVICE_DOWN, "a", "=1+1, \"x\"", null, Sample.NOW));
        assertThat(ActivityFile.write("a", last().entries())).contains("\"'=1+1, \"\"x\"\".\"");
    }

    private ActivityModel last() {
        return shown.getLast();
    }
}
