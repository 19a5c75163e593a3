package dev.portals.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portals.desktop.question.BrokenView;
import dev.portals.desktop.text.Texts;
import dev.portals.engine.application.Application;
import dev.portals.engine.application.HomeRepair;
import dev.portals.engine.application.HomeReset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.RadioButton;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T-16: a home that can't be read is said, and every button of the dialog does what it says (spec 05 section 16). */
@Tag("peer")
class BrokenHomePeerTest {
    @TempDir
    Path directory;

    private final List<String> gone = new ArrayList<>();
    private Path home;

    @BeforeAll
    static void startScreen() throws Exception {
        Toolkit.start();
    }

    @BeforeEach
    void makeHome() {
        home = directory.resolve("home");
        Application.open(home).close();
    }

    /** What the program does: it opens the home, and shows what is wrong. */
    private BrokenView broken() throws Exception {
        String problem = "";
        try (Application application = Application.open(home)) {
            throw new AssertionError("it is fine: " + application.state());
        } catch (RuntimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        String told = problem;
        return HeadlessScreen.on(() -> new BrokenView(
                Texts.of(Locale.ENGLISH), told, HomeRepair.find(home).orElse(null), new Gallery.NoWays(gone)));
    }

    private static Node find(BrokenView view, String id) {
        return HeadlessScreen.seen(view)
                .filter(each -> id.equals(each.getId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in\n" + HeadlessScreen.words(view)));
    }

    private static void press(BrokenView view, String id) throws Exception {
        HeadlessScreen.on(() -> {
            ((ButtonBase) find(view, id)).fire();
            return null;
        });
    }

    @Test
    void aDamagedFileIsNamedAndItsGoodCopyIsRestored() throws Exception {
        String good = "{\"schema\":1,\"portals\":[],\"inlets\":[],\"answers\":[],\"revoked\":[],\"invitations\":\"\","
                + "\"spaces\":[]}";
        Files.writeString(home.resolve("application.json.previous"), good);
        Files.writeString(home.resolve("application.json"), "{\"schema\":1,\"port");
        BrokenView view = broken();
        assertThat(HeadlessScreen.words(view)).contains("application.json", "is damaged", "Restore the copy from");
        assertThat(((RadioButton) find(view, "broken-restore")).isSelected()).isTrue();
        for (String id : List.of("broken-folder", "broken-support", "broken-go", "broken-quit")) {
            press(view, id);
        }
        assertThat(gone).containsExactly("folder", "support", "restore", "quit");
        HomeRepair.restore(home, Instant.now());
        try (Application application = Application.open(home)) {
            assertThat(application.state().account()).isNull();
        }
    }

    @Test
    void dataOfALaterProgramIsSaidAndOneCanBeginEmpty() throws Exception {
        String identifier;
        try (Application application = Application.open(home)) {
            identifier = application.state().identifier();
        }
        Files.writeString(home.resolve("application.json"), "{\"schema\":99}");
        BrokenView view = broken();
        assertThat(HeadlessScreen.words(view)).contains("later version").doesNotContain("Restore");
        assertThat(find(view, "broken-go").isDisabled()).isTrue();
        press(view, "broken-empty");
        press(view, "broken-go");
        assertThat(gone).containsExactly("empty");
        assertThat(HomeReset.reset(home, Instant.now()).orElseThrow().resolve("application.json"))
                .hasContent("{\"schema\":99}");
        try (Application application = Application.open(home)) {
            assertThat(application.state().identifier()).isNotEqualTo(identifier);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndNothingIsOfferedThatCannotHelp() throws Exception {
        home = Files.writeString(directory.resolve("file"), "").resolve("home");
        BrokenView view = broken();
        assertThat(HeadlessScreen.words(view)).contains(home.toString()).doesNotContain("Restore");
        press(view, "broken-quit");
        assertThat(gone).containsExactly("quit");
        assertThatThrownBy(() -> HomeRepair.restore(home, Instant.now())).isInstanceOf(RuntimeException.class);
    }
}
