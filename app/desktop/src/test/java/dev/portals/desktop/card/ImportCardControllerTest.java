package dev.portals.desktop.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.look.CodeReader;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.state.Friend;
import dev.portals.engine.state.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCardControllerTest {
    private final FakeDesk fake = new FakeDesk();
    private final CompletableFuture<Friend> answer = fake.engine.willAnswer("importCard");
    private final List<ImportCardModel> shown = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private final ImportCardController controller =
            new ImportCardController(fake.desk(), new CodeReader(), typed::add, shown::add);

    @TempDir
    private Path directory;

    @Test
    void aCardThatWasWrappedByAMailIsTaken() {
        controller.take("  portals-card:1:ab\n cd\r\n");
        controller.take("portals-card:1:abcd");
        assertThat(fake.engine.calls()).containsExactly("importCard[portals-card:1:abcd]");
        assertThat(last().working()).isTrue();
        answer.complete(Sample.friend("alice@example.org", "", Trust.PINNED));
        assertThat(last().known()).isEqualTo(new ImportCardModel.Known("alice@example.org", "alice@example.org"));
    }

    @Test
    void whatIsNoCardIsSaidSoWithoutAskingAnybody() {
        controller.take(" \n");
        assertThat(last().problem()).isEqualTo("Paste a contact card first.");
        controller.take("hello");
        assertThat(last().problem()).startsWith("This is no contact card.");
        controller.take("portals-card:2:abcd");
        assertThat(last().problem()).contains("newer version");
        controller.take("portals-card:1:" + "a".repeat(70_000));
        assertThat(last().problem()).startsWith("This is no contact card.");
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void whatTheApplicationRefusesIsToldAndGoesAwayWithTheNextLetter() {
        controller.take("portals-card:1:abcd");
        answer.completeExceptionally(new ActionException(Reason.INPUT, "that is your own contact card"));
        assertThat(last().problem()).isEqualTo("That is your own contact card.");
        assertThat(last().working()).isFalse();
        controller.changed();
        assertThat(last().problem()).isEmpty();
    }

    @Test
    void aFileIsShownAndTaken() throws IOException {
        Path file = Files.writeString(directory.resolve("alice.portals-card"), "portals-card:1:abcd\n");
        controller.read(file);
        assertThat(typed).containsExactly("portals-card:1:abcd");
        assertThat(fake.engine.calls()).containsExactly("importCard[portals-card:1:abcd]");
    }

    @Test
    void aFileWithoutACardIsNamed() throws IOException {
        controller.read(Files.writeString(directory.resolve("empty.txt"), " "));
        assertThat(last().problem()).isEqualTo("There is no contact card in “empty.txt”.");
        controller.read(directory.resolve("gone.txt"));
        assertThat(last().problem()).isEqualTo("“gone.txt” cannot be read.");
        controller.read(Files.write(directory.resolve("huge.bin"), new byte[9 * 1024 * 1024]));
        assertThat(last().problem()).isEqualTo("“huge.bin” cannot be read.");
        assertThat(fake.engine.calls()).isEmpty();
    }

    @Test
    void theFileIsThePersonsToChoose() {
        controller.choose();
        assertThat(fake.ways).singleElement().asString().startsWith("choose[");
    }

    private ImportCardModel last() {
        return shown.getLast();
    }
}
