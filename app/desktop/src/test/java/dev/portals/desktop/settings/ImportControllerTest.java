package dev.portals.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.settings.ImportModel.Phase;
import dev.portals.engine.application.ActionException;
import dev.portals.engine.application.ActionException.Reason;
import dev.portals.engine.application.ImportItem;
import dev.portals.engine.application.ImportItem.Change;
import dev.portals.engine.application.ImportItem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportControllerTest {
    private static final List<ImportItem> ITEMS = List.of(
            new ImportItem("portal/Web", Kind.PORTAL, "Web", Change.NEW, "is opened here"),
            new ImportItem("port/Wiki", Kind.PORT, "Wiki", Change.CHANGED, "moves to port 41022"),
            new ImportItem("friend/bob", Kind.FRIEND, "bob", Change.KEPT, "you verified another identity"));

    private final FakeDesk fake = new FakeDesk();
    private final List<ImportModel> shown = new ArrayList<>();
    private final ImportController controller =
            new ImportController(fake.desk(), CompletableFuture.completedFuture("{}"), shown::add);

    private ImportModel last() {
        return shown.getLast();
    }

    @Test
    void allThatChangesSomethingIsChosenAtFirstAndTheRestCannotBe() {
        fake.engine.<List<ImportItem>>willAnswer("previewImport").complete(ITEMS);
        controller.begin();
        assertThat(shown.getFirst().phase()).isEqualTo(Phase.READING);
        assertThat(last().phase()).isEqualTo(Phase.CHOOSING);
        assertThat(last().chosen()).isEqualTo(2);
        assertThat(last().lines()).extracting(ImportModel.Line::change).containsExactly(true, true, false);
        assertThat(last().lines().getLast().sentence()).isEqualTo("You verified another identity.");
    }

    @Test
    void onlyWhatIsChosenIsImportedAndThenSaysWhatBecameOfIt() {
        fake.engine.<List<ImportItem>>willAnswer("previewImport").complete(ITEMS);
        controller.begin();
        controller.choose("port/Wiki", false);
        CompletableFuture<List<ImportItem>> answer = fake.engine.willAnswer("importData");
        controller.importChosen();
        assertThat(fake.engine.calls()).contains("importData[{}, [portal/Web]]");
        assertThat(last().phase()).isEqualTo(Phase.WORKING);
        answer.complete(List.of(ITEMS.getFirst()));
        assertThat(last().phase()).isEqualTo(Phase.DONE);
        assertThat(last().lines()).hasSize(1);
    }

    @Test
    void nothingIsImportedWhenNothingIsChosen() {
        fake.engine.<List<ImportItem>>willAnswer("previewImport").complete(ITEMS);
        controller.begin();
        controller.choose("port/Wiki", false);
        controller.choose("portal/Web", false);
        controller.importChosen();
        assertThat(fake.engine.calls()).noneMatch(call -> call.startsWith("importData"));
    }

    @Test
    void aFileThatIsNoExportSaysSo() {
        fake.engine
                .<List<ImportItem>>willAnswer("previewImport")
                .completeExceptionally(new ActionException(Reason.INPUT, "that is not an export"));
        controller.begin();
        assertThat(last().problem()).isEqualTo("That is not an export.");
        assertThat(last().lines()).isEmpty();
    }

    @Test
    void aFailureLeavesTheChoiceAsItWas() {
        fake.engine.<List<ImportItem>>willAnswer("previewImport").complete(ITEMS);
        controller.begin();
        fake.engine
                .<List<ImportItem>>willAnswer("importData")
                .completeExceptionally(new ActionException(Reason.FAILED, "the disk is full"));
        controller.importChosen();
        assertThat(last().phase()).isEqualTo(Phase.CHOOSING);
        assertThat(last().problem()).isEqualTo("The disk is full.");
        assertThat(last().chosen()).isEqualTo(2);
    }

    @Test
    void aFileIsReadAndOneThatIsNotThereSaysSo(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("export.json"), "{\"a\":1}");
        assertThat(ImportController.read(file).get(20, TimeUnit.SECONDS)).isEqualTo("{\"a\":1}");
        assertThat(ImportController.read(directory.resolve("none")))
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("there is no file");
    }
}
