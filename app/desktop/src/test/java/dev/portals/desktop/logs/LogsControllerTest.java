package dev.portals.desktop.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.desktop.FakeDesk;
import dev.portals.desktop.Sample;
import dev.portals.desktop.logs.LogsModel.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsControllerTest {
    private LogsModel shown;
    private final LogsController controller = new LogsController(
            new FakeDesk().desk(), () -> CompletableFuture.completedFuture(Sample.LOG), model -> shown = model);

    @Test
    void allLinesAreShownInTheirOrder() {
        controller.refresh();

        assertThat(shown.lines()).hasSize(6).first().asString().contains("14:02:11");
    }

    @Test
    void aLineWithoutAHeadBelongsToTheOneBefore() {
        controller.refresh();
        controller.choose(Level.ERRORS);

        assertThat(shown.lines()).hasSize(2);
        assertThat(shown.lines().getLast()).startsWith("java.net.BindException");

        controller.choose(Level.WARNINGS);
        assertThat(shown.lines()).hasSize(4);
    }

    @Test
    void aSearchThatFindsNothingIsNotAnEmptyLog() {
        controller.refresh();
        controller.search("no such words");

        assertThat(shown.lines()).isEmpty();
        assertThat(shown.none()).isFalse();
    }

    @Test
    void onlyTheEndOfALongFileIsReadFromTheBeginningOfALine(@TempDir Path home) throws Exception {
        Path file = home.resolve("desktop.log");
        Files.writeString(file, "0123456789 line\n".repeat(40_000));

        assertThat(LogReader.tail(file)).startsWith("0123456789").hasSizeLessThan(256 * 1024 + 1);
        assertThat(LogReader.tail(home.resolve("nothing"))).isEmpty();
    }
}
