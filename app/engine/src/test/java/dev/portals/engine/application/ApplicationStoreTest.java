package dev.portals.engine.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portals.core.codec.DecodeException;
import dev.portals.engine.application.Saved.Answer;
import dev.portals.engine.application.Saved.SavedAccount;
import dev.portals.engine.application.Saved.SavedInlet;
import dev.portals.engine.application.Saved.SavedPortal;
import dev.portals.engine.application.Saved.SavedProject;
import dev.portals.engine.application.Saved.SavedSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationStoreTest {
    private static final Saved FULL = new Saved(
            Saved.SCHEMA,
            new SavedAccount("ada@example.org", "Ada", "", "http://h", "/ip4/1.2.3.4/tcp/1", "I00", "portals", "p1"),
            List.of(new SavedPortal("web", "The web", "localhost:80", null, "a “note”\n", true, true, 7)),
            List.of(new SavedInlet("i1", 41022, true, true, "mine")),
            List.of(new Answer("i2", false)),
            List.of("i3"),
            "8380",
            List.of(new SavedSpace(
                    "s1", "space", List.of(new SavedProject("p1", "default", List.of("ada@example.org"))))),
            12,
            true);

    @TempDir
    Path home;

    @Test
    void whatIsSavedIsThereAfterARestart() {
        new ApplicationStore(home).write(FULL);
        assertThat(new ApplicationStore(home).read()).isEqualTo(FULL);
        new ApplicationStore(home).write(Saved.NOTHING);
        assertThat(new ApplicationStore(home).read()).isEqualTo(Saved.NOTHING);
    }

    @Test
    void aHomeThatIsNewHasNothing() {
        assertThat(new ApplicationStore(home.resolve("none")).read()).isEqualTo(Saved.NOTHING);
        assertThat(home.resolve("none")).doesNotExist();
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        new ApplicationStore(home).write(FULL);
        if (Files.getFileStore(file()).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void membersOfLaterProgramsAreSkipped() throws IOException {
        new ApplicationStore(home).write(FULL);
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("\\{", "{\"later\":[1,{}],"));
        assertThat(new ApplicationStore(home).read()).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "{",
                "{}",
                "{\"portals\":null}",
                "{\"portals\":[null]}",
                "\u0000\u0001",
                "{\"account\":{},\"portals\":{},\"inlets\":[],\"answers\":[],\"invitations\":\"\",\"fetchedAt\":0}",
                "{\"account\":null,\"portals\":[],\"inlets\":[{\"port\":\"x\"}],\"answers\":[],\"revoked\":[]}"
            })
    void aDamagedFileIsNamedAndKept(String content) throws IOException {
        Files.writeString(file(), content);
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> new ApplicationStore(home).read())
                .withMessageContaining(file().toString())
                .withMessageContaining("damaged");
        assertThat(file()).hasContent(content);
    }

    @Test
    void aFileThatWasCutOffAnywhereIsNeverTakenForAnother() throws IOException {
        new ApplicationStore(home).write(FULL);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> new ApplicationStore(home).read());
        }
    }

    @Test
    void whoReadsWhileItIsWrittenSeesTheOldOrTheNew() throws InterruptedException {
        ApplicationStore store = new ApplicationStore(home);
        store.write(FULL);
        Saved other = FULL.withPortals(portals -> List.of());
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.startVirtualThread(() -> {
            for (int i = 0; i < 50; i++) {
                store.write(i % 2 == 0 ? other : FULL);
            }
            over.set(true);
        });
        while (!over.get()) {
            assertThat(new ApplicationStore(home).read()).isIn(FULL, other);
        }
        writer.join();
    }

    @Test
    void whatAKilledWriterLeftDoesNotMatter() throws IOException {
        new ApplicationStore(home).write(FULL);
        Files.writeString(home.resolve("application.json.tmp"), "{\"portals\":[");
        assertThat(new ApplicationStore(home).read()).isEqualTo(FULL);
        new ApplicationStore(home).write(Saved.NOTHING);
        assertThat(new ApplicationStore(home).read()).isEqualTo(Saved.NOTHING);
    }

    private Path file() {
        return home.resolve("application.json");
    }
}
