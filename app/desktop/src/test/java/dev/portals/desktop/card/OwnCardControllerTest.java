package dev.portals.desktop.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCardControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final CompletableFuture<String> card = fake.engine.willAnswer("exportCard");
    private final List<OwnCardModel> shown = new ArrayList<>();
    private final OwnCardController controller = new OwnCardController(fake.desk(), shown::add);

    @TempDir
    private Path directory;

    @Test
    void theCardIsMadeWhenItIsAskedFor() {
        controller.begin();
        assertThat(shown.getLast().card()).isEmpty();
        controller.save();
        assertThat(fake.ways).isEmpty();
        card.complete("portals-card:1:abc");
        assertThat(shown.getLast().card()).isEqualTo("portals-card:1:abc");
        assertThat(fake.engine.calls()).containsExactly("exportCard[]");
    }

    @Test
    void itIsWrittenWhereThePersonWants() {
        controller.begin();
        card.complete("portals-card:1:abc");
        controller.save();
        assertThat(fake.ways).singleElement().asString().startsWith("save[" + OwnCardController.FILE);
        Path file = directory.resolve("me.portals-card");
        controller.write(file);
        assertThat(file).content().isEqualTo("portals-card:1:abc\n");
        assertThat(shown.getLast().saved()).isEqualTo(OwnCardModel.Saved.DONE);
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() {
        controller.begin();
        card.complete("portals-card:1:abc");
        controller.write(directory.resolve("missing").resolve("me.portals-card"));
        assertThat(shown.getLast().problem()).isEqualTo("“me.portals-card” could not be written.");
        assertThat(shown.getLast().saved()).isEqualTo(OwnCardModel.Saved.NOT);
    }

    @Test
    void whoIsNotSignedInHasNoCard() {
        controller.begin();
        card.completeExceptionally(new ActionException(Reason.NOT_ENROLLED, "sign in first"));
        assertThat(shown.getLast().problem()).isEqualTo("Sign in first.");
    }
}
