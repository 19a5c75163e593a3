package dev.portals.desktop.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.Sample;
import dev.portals.desktop.screen.Order.Sort;
import dev.portals.engine.state.Portal;
import dev.portals.engine.state.Reachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {
    private final List<String> kept = new ArrayList<>();
    private final Order order = new Order(Sort.NAME, Set.of("gone"), (sort, pinned) -> kept.add(sort + " " + pinned));

    @Test
    void byNameIsAsTheApplicationListsThem() {
        assertThat(titles())
                .isEqualTo(Sample.portals().stream().map(Portal::title).toList());
    }

    @Test
    void whatIsPinnedIsFirstAndTheRestStaysAsItWas() {
        List<String> before = titles();
        String last = before.getLast();
        order.pin(last, true);
        order.pin(last, true);
        assertThat(order.isPinned(last)).isTrue();
        assertThat(titles()).startsWith(last);
        assertThat(titles().subList(1, before.size())).isEqualTo(before.subList(0, before.size() - 1));
        order.pin(last, false);
        assertThat(titles()).isEqualTo(before);
        assertThat(kept).hasSize(2);
    }

    @Test
    void theBusiestIsFirstWhereThatIsChosen() {
        order.choose(Sort.ACTIVITY);
        assertThat(kept.getLast()).startsWith("ACTIVITY");
        List<Portal> sorted = Sample.portals().stream().sorted(order.portals()).toList();
        assertThat(sorted.getFirst().traffic().rateIn())
                .isEqualTo(Sample.portals().stream()
                        .mapToLong(each -> each.traffic().rateIn())
                        .max()
                        .orElseThrow());
    }

    @Test
    void whatIsReachableIsPinnedByItsId() {
        order.choose(Sort.RECENT);
        order.pin("id-Grafana", true);
        assertThat(Sample.reachable(Reachable.State.UP).stream()
                        .sorted(order.reachable())
                        .map(Reachable::id))
                .startsWith("id-Grafana");
    }

    private List<String> titles() {
        return Sample.portals().stream()
                .sorted(order.portals())
                .map(Portal::title)
                .toList();
    }
}
