package dev.portals.desktop.friends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FriendsControllerTest {
    private final List<FriendsModel> shown = new ArrayList<>();
    private final FriendsController controller = new FriendsController(shown::add);

    @Test
    void peopleAreFoundByNameAddressNoteAndWhatIsSharedWithThem() {
        controller.show(Sample.busy());
        assertThat(found("moreau")).containsExactly("alice@example.org");
        assertThat(found("NAVY")).containsExactly("grace@navy.example");
        assertThat(found("orders database")).containsExactly("alice@example.org");
        assertThat(found("web demo")).hasSize(3);
        assertThat(found("nobody of that name")).isEmpty();
        assertThat(shown.getLast().empty()).isFalse();
    }

    @Test
    void onlyWhoHasBeenSeenCanBeCompared() {
        controller.show(Sample.busy());
        assertThat(shown.getLast().friends())
                .filteredOn(each -> !each.comparable())
                .extracting(FriendsModel.Friend::email)
                .containsExactly("carol@example.com");
    }

    private List<String> found(String text) {
        controller.search(text);
        return shown.getLast().friends().stream()
                .map(FriendsModel.Friend::email)
                .toList();
    }
}
