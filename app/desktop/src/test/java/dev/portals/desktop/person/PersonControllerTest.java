package dev.portals.desktop.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PersonControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final List<PersonModel> shown = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    private PersonController controller(String email) {
        PersonController controller = new PersonController(fake.desk(), email, () -> closed.add(email), shown::add);
        controller.show(Sample.busy());
        return controller;
    }

    @Test
    void everyComputerIsShownWithWhatIsKnownOfIt() {
        controller("alice@example.org");
        assertThat(last().name()).isEqualTo("Alice Moreau");
        assertThat(last().computers())
                .extracting(PersonModel.Computer::trust)
                .containsExactly(Trust.VERIFIED, Trust.REVOKED);
        assertThat(last().computers().getFirst().about()).contains("known since", "last seen", "new keys");
        assertThat(last().computers().getFirst().shortened())
                .startsWith("Ia16c20e8")
                .contains("…");
        assertThat(last().computers().getLast().removed()).isTrue();
        assertThat(last().computers().getLast().about()).doesNotContain("last seen");
    }

    @Test
    void aNameAndANoteAreRememberedAndTheDialogEnds() {
        controller("bob@example.net").save(" Bob ", " next door ");
        assertThat(fake.engine.calls()).containsExactly("renameFriend[bob@example.net, Bob, next door]");
        assertThat(closed).hasSize(1);
    }

    @Test
    void aNameThatIsRefusedIsToldAndNothingIsLost() {
        fake.engine
                .<Friend>willAnswer("renameFriend")
                .completeExceptionally(new ActionException(Reason.INPUT, "a name has up to 100 characters"));
        controller("bob@example.net").save("Bob", "");
        assertThat(last().problem()).isEqualTo("A name has up to 100 characters.");
        assertThat(closed).isEmpty();
    }

    @Test
    void nothingIsAskedTwiceAtATime() {
        CompletableFuture<Friend> answer = fake.engine.willAnswer("blockFriend");
        PersonController controller = controller("bob@example.net");
        controller.block();
        assertThat(last().working()).isTrue();
        controller.block();
        assertThat(fake.engine.calls()).containsExactly("blockFriend[bob@example.net, true]");
        answer.complete(Sample.friend("bob@example.net", "Bob", Trust.PINNED));
        assertThat(last().working()).isFalse();
        assertThat(closed).isEmpty();
    }

    @Test
    void whoIsForgottenHasNoDialogAnyMore() {
        PersonController controller = controller("bob@example.net");
        controller.show(Sample.nobody());
        assertThat(closed).hasSize(1);
    }

    private PersonModel last() {
        return shown.getLast();
    }
}
