package dev.portals.engine.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portals.engine.state.FailureMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final String CANARY = "c0ffee".repeat(11);

    @TempDir
    Path home;

    @Test
    void itHoldsWhatHelpsAndOpensNoOtherFile() throws IOException {
        write("logs/daemon.log", "12:00 WARN Way: the way ended\n12:01 WARN Account: code=" + CANARY + "\n");
        write("logs/daemon.log.1", "older\n");
        write("crashes/000000000000001.txt", "java.lang.OutOfMemoryError\n");
        write("friends.json", "friends");
        write("keys/secret", CANARY);
        Files.createSymbolicLink(home.resolve("logs/link.log"), home.resolve("keys/secret"));
        Bundle bundle = Bundle.collect(
                home,
                "{\"state\": \"connected\", \"email\": \"ada@example.org\"}",
                List.of(new Check(
                        Check.Area.LOCAL_PORT,
                        "0af3",
                        Check.Verdict.BAD,
                        "ssh of bob@example.org: taken",
                        FailureMode.PORT_BUSY)));
        assertThat(bundle.files())
                .extracting(Bundle.File::name)
                .containsExactly(
                        "versions.txt",
                        "checks.txt",
                        "snapshot.json",
                        "logs/daemon.log",
                        "logs/daemon.log.1",
                        "crashes/000000000000001.txt");
        assertThat(text(bundle, "versions.txt")).contains("java.version = " + System.getProperty("java.version"));
        assertThat(text(bundle, "checks.txt"))
                .startsWith("BAD LOCAL_PORT 0af3: ssh of person-")
                .endsWith("(FM-11)\n");
        assertThat(text(bundle, "snapshot.json"))
                .contains("\"state\": \"connected\"")
                .doesNotContain("ada");
        assertThat(text(bundle, "logs/daemon.log")).contains("the way ended");
        assertThat(bundle.files()).allSatisfy(file -> assertThat(file.text()).doesNotContain(CANARY, "example.org"));
        assertThat(bundle.files().get(3).removed()).isEqualTo(1);
    }

    @Test
    void theArchiveHoldsTheSameAndOnlyItsOwnerMayReadIt() throws IOException {
        Bundle bundle = Bundle.collect(home, "{}", List.of());
        Path file = home.resolve("bundle.zip");
        bundle.write(file);
        List<Bundle.File> read = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                read.add(new Bundle.File(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8), 0));
            }
        }
        assertThat(read)
                .extracting(Bundle.File::name, Bundle.File::text)
                .isEqualTo(bundle.files().stream()
                        .map(each -> org.assertj.core.groups.Tuple.tuple(each.name(), each.text()))
                        .toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void ofALongLogTheEndIsTaken() throws IOException {
        write("logs/daemon.log", "first\n" + "x".repeat(1023).concat("\n").repeat(1200) + "last\n");
        String log = text(Bundle.collect(home, "{}", List.of()), "logs/daemon.log");
        assertThat(log).hasSizeLessThanOrEqualTo(1024 * 1024).endsWith("last\n").doesNotContain("first");
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String text(Bundle bundle, String name) {
        return bundle.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
