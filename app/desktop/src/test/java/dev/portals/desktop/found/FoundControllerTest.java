package dev.portals.desktop.found;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundControllerTest {
    private final CompletableFuture<List<Found>> answer = new CompletableFuture<>();
    private final List<List<Found>> shown = new ArrayList<>();
    private final FoundController controller = new FoundController(new FakeDesk().desk(), () -> answer, shown::add);

    @Test
    void whatIsKnownByItsPortComesFirstAndWhatIsSharedAlreadyNotAtAll() {
        controller.show(Sample.busy());
        assertThat(shown.getLast()).isEmpty();
        answer.complete(List.of(
                new Found(1234, "thing"),
                new Found(3000, "node"),
                new Found(40_310, "other"),
                new Found(48_000, "by chance"),
                new Found(6379, "redis-server")));
        assertThat(shown.getLast()).extracting(Found::port).containsExactly(6379, 1234);
    }

    @Test
    void notMoreThanFitIsShown() {
        answer.complete(IntStream.range(1000, 1100)
                .mapToObj(port -> new Found(port, ""))
                .toList());
        assertThat(shown.getLast()).hasSize(6);
    }

    @Test
    void aLookThatFailsFindsNothing() {
        answer.completeExceptionally(new IllegalStateException("no"));
        assertThat(shown.getLast()).isEmpty();
    }

    @Test
    void aServiceIsCalledByItsProgramOrItsKind() {
        assertThat(new Found(3000, "node").words()).isEqualTo("3000 · node");
        assertThat(new Found(22, "").words()).isEqualTo("22 · ssh");
        assertThat(new Found(1234, "").words()).isEqualTo("1234");
    }
}
