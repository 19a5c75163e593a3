package dev.portals.desktop.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.diagnostics.DiagnosticsModel.Target;
import dev.portals.engine.diagnostics.Check;
import dev.portals.engine.diagnostics.Check.Verdict;
import dev.portals.engine.diagnostics.Diagnosis;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DiagnosticsControllerTest {
    private final Deque<CompletableFuture<List<Check>>> looks = new ArrayDeque<>();
    private DiagnosticsModel shown;
    private final DiagnosticsController controller = new DiagnosticsController(
            new FakeDesk().desk(),
            state -> {
                looks.add(new CompletableFuture<>());
                return looks.getLast();
            },
            model -> shown = model);

    @Test
    void itLooksOnceByItselfAndThenOnlyWhenAsked() {
        controller.show(Sample.busy());
        assertThat(shown.running()).isTrue();
        assertThat(shown.worst()).isEqualTo(Verdict.SKIPPED);
        looks.getFirst().complete(Diagnosis.of(Sample.busy()));
        controller.show(Sample.busy());
        assertThat(looks).hasSize(1);

        controller.run();
        controller.run();

        assertThat(looks).hasSize(2);
    }

    @Test
    void whatIsWrongIsSaidWithItsRemedyAndItsCode() {
        controller.show(Sample.busy());
        looks.getFirst().complete(Diagnosis.of(Sample.busy()));

        assertThat(shown.worst()).isEqualTo(Verdict.BAD);
        assertThat(shown.summary()).isNotEmpty();
        assertThat(shown.lines()).anyMatch(each -> each.code().equals("FM-5"));
        assertThat(shown.report()).contains("FM-5").contains("failed");
    }

    @Test
    void oneTargetShowsItsOwnAndWhatAllNeed() {
        controller.show(Sample.busy());
        looks.getFirst().complete(Diagnosis.of(Sample.busy()));
        Target web = shown.targets().stream()
                .filter(each -> each.name().equals("Web demo"))
                .findFirst()
                .orElseThrow();

        controller.choose(web);

        assertThat(shown.worst()).isEqualTo(Verdict.GOOD);
        assertThat(shown.lines()).anyMatch(each -> each.title().equals("Network"));
        assertThat(shown.lines())
                .filteredOn(each -> each.title().equals("Service here"))
                .hasSize(1);
    }

    @Test
    void aNameIsLeftAsItIs() {
        controller.show(Sample.busy());
        looks.getFirst().complete(Diagnosis.of(Sample.busy()));

        assertThat(shown.lines()).anyMatch(each -> each.sentence().startsWith("ssh to this computer"));
    }
}
