package dev.portals.desktop.portals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.list.PortalRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortalsControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<PortalsModel> shown = new ArrayList<>();
    private final PortalsController controller = new PortalsController(fake.desk(), shown::add);

    @BeforeEach
    void show() {
        controller.show(Sample.busy());
    }

    @Test
    void portalsAreFoundByNameAddressAndWhoMayUseThem() {
        controller.search("WEB DE");
        assertThat(titles()).containsExactly("Web demo");
        controller.search(":22");
        assertThat(titles()).isNotEmpty();
        controller.search("bob@example");
        assertThat(titles()).contains("Web demo");
        controller.search("tanaka");
        assertThat(titles()).contains("Web demo");
        controller.search("no such thing");
        assertThat(titles()).isEmpty();
    }

    @Test
    void theFirstThatIsFoundIsCopiedAndOpened() {
        controller.search("Web demo");
        controller.copyFirst();
        controller.openFirst();
        assertThat(fake.ways).containsExactly("copy[http://127.0.0.1:3000]", "browse[http://127.0.0.1:3000]");
    }

    @Test
    void nothingIsCopiedWhereNothingIsFound() {
        controller.search("no such thing");
        controller.copyFirst();
        controller.openFirst();
        assertThat(fake.ways).isEmpty();
    }

    @Test
    void aRowIsCopiedByItsName() {
        controller.copy("Web demo");
        assertThat(fake.ways).containsExactly("copy[http://127.0.0.1:3000]");
    }

    private List<String> titles() {
        return shown.getLast().rows().stream().map(PortalRow::title).toList();
    }
}
