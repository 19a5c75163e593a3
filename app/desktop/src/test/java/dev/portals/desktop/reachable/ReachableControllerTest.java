package dev.portals.desktop.reachable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.list.ReachableRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachableControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<ReachableModel> shown = new ArrayList<>();
    private final ReachableController controller = new ReachableController(fake.desk(), shown::add);

    @BeforeEach
    void show() {
        controller.show(Sample.busy());
    }

    @Test
    void whatIsReachableIsFoundByNameAddressAndWhoSharesIt() {
        assertThat(found("orders")).containsExactly("Orders database");
        assertThat(found("41022")).containsExactly("ssh");
        assertThat(found("moreau")).containsExactly("Orders database", "ssh");
        assertThat(found("bob@")).containsExactly("Grafana");
        assertThat(found("nothing of that")).isEmpty();
    }

    @Test
    void theFirstThatIsFoundIsCopied() {
        controller.search("ssh");
        controller.copyFirst();
        assertThat(fake.ways).containsExactly("copy[127.0.0.1:41022]");
    }

    @Test
    void whatDoesNotWorkNowIsNotOpened() {
        controller.search("grafana");
        controller.openFirst();
        assertThat(fake.ways).isEmpty();
    }

    private List<String> found(String text) {
        controller.search(text);
        return shown.getLast().groups().stream()
                .flatMap(group -> group.rows().stream())
                .map(ReachableRow::name)
                .toList();
    }
}
