package dev.portals.desktop.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.look.StackedChart;
import dev.portals.desktop.traffic.TrafficModel.Range;
import dev.portals.engine.state.Portal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficControllerTest {
    private TrafficModel shown;
    private final TrafficController controller =
            new TrafficController(new FakeDesk().desk(), ZoneOffset.UTC, model -> shown = model);

    @Test
    void nothingIsAFlatChartWithANamedEmptiness() {
        controller.show(Sample.empty());

        assertThat(shown.chart().series()).isEmpty();
        assertThat(shown.summary()).isEqualTo("Last two minutes: nothing");
        assertThat(shown.connections()).isEmpty();
        assertThat(shown.cards().getFirst().values()).containsExactly("↓ 0 B/s", "↑ 0 B/s");
    }

    @Test
    void theBusiestStandLowestAndTheMarksAreRound() {
        controller.show(Sample.busy());

        assertThat(shown.chart().series())
                .extracting(StackedChart.Series::name)
                .containsExactly("Web demo", "Postgres staging");
        assertThat(shown.chart().marks()).first().isEqualTo("0");
        assertThat(shown.chart().marks()).hasSizeBetween(2, 6);
        assertThat(shown.chart().series())
                .allMatch(each -> each.values().size() == 120)
                .allMatch(each -> each.values().stream()
                        .allMatch(value -> value <= shown.chart().top()));
        assertThat(shown.unit()).isEqualTo("MB each second, both directions");
    }

    @Test
    void theTimesEndNow() {
        controller.show(Sample.busy());
        assertThat(shown.chart().times()).containsExactly("14:30:01", "14:30:31", "14:31:01", "14:31:30", "14:32:00");

        controller.choose(Range.DAY);
        assertThat(shown.chart().times()).hasSize(5).first().isEqualTo("15:00");
        assertThat(shown.chart().times()).last().isEqualTo("14:00");

        controller.choose(Range.MONTH);
        assertThat(shown.chart().times()).first().isEqualTo("25 Oct");
        assertThat(shown.chart().times()).last().isEqualTo("24 Nov");
    }

    @Test
    void manyPortalsAreThreeAndOthers() {
        List<Portal> many = IntStream.range(0, 9)
                .mapToObj(i -> Sample.portal(
                        "Portal " + i, "127.0.0.1:3000", "http", Portal.State.OPEN, null, List.of(), 1 + i))
                .toList();
        controller.show(Sample.with(Sample.busy(), many));

        assertThat(shown.chart().series())
                .extracting(StackedChart.Series::name)
                .containsExactly("Portal 8", "Portal 7", "Portal 6", "others");
    }

    @Test
    void connectionsNameThePersonNotTheAddress() {
        controller.show(Sample.busy());

        assertThat(shown.connections())
                .isNotEmpty()
                .allMatch(each -> each.person().equals("Bob Tanaka"));
        assertThat(shown.connections()).extracting(TrafficModel.Connection::key).doesNotHaveDuplicates();
    }
}
