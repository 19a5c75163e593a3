package dev.portals.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup promises, from one kind of database into another or the same. */
abstract class BackupContract {
    static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @TempDir
    Path directory;

    private final List<Database> opened = new ArrayList<>();
    private Database source;
    private Database target;

    /** An empty database of the kind that is backed up. */
    abstract TestDatabase source();

    /** An empty database of the kind that is restored into. */
    abstract TestDatabase target();

    /** A file. */
    TestDatabase file(String name) {
        String file = directory.resolve(name).toString();
        return () -> file;
    }

    @BeforeEach
    void open() {
        source = source().open();
        opened.add(source);
        target = look(target());
    }

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    private Database look(TestDatabase place) {
        String address = place.address();
        Database database =
                address.startsWith("postgresql:") ? Database.lookAt(address) : Database.lookAt(Path.of(address));
        opened.add(database);
        return database;
    }

    private byte[] backup() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Backup.write(source, null, "1.2.3", NOW, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void restore(byte[] backup) {
        Backup.restore(new ByteArrayInputStream(backup), target);
    }

    private void refused(byte[] backup, String... words) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> restore(backup))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(Stream.concat(Stream.of(""), Stream.of(words)).toList()));
        assertThat(empty()).isTrue();
    }

    private boolean empty() {
        return target.version() == 0 || Rows.all(target).values().stream().allMatch(List::isEmpty);
    }

    private static byte[] changed(byte[] backup, UnaryOperator<String> change) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(backup))) {
            return compressed(change.apply(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void everyRowOfEveryTableComesBack() {
        Rows.fill(source, 1, 700);
        Map<String, List<String>> before = Rows.all(source);

        restore(backup());

        assertThat(before.values()).allSatisfy(rows -> assertThat(rows).hasSize(700));
        assertThat(Rows.all(target)).isEqualTo(before);
        assertThat(target.version()).isEqualTo(Database.latestVersion());
    }

    @Test
    void nothingIsNotTheSameAsAnEmptyText() {
        source.change(handle -> handle.execute(
                "INSERT INTO change_histories (identifier, history, kept, used_at) VALUES ('', NULL, TRUE, -1)"));
        Map<String, List<String>> before = Rows.all(source);
        restore(backup());
        assertThat(Rows.all(target)).isEqualTo(before);
        assertThat(before.get("change_histories"))
                .containsExactly("{identifier=, history=NULL, kept=true, used_at=-1}");
    }

    @Test
    void whatIsNumberedGoesOnAfterTheHighest() {
        Rows.fill(source, 1, 5);
        restore(backup());
        long place = target.write(handle -> {
            handle.execute("INSERT INTO audit (at, actor, action, object, outcome, detail)"
                    + " VALUES (1, 'a', 'b', 'c', 'd', 'e')");
            return handle.createQuery("SELECT MAX(place) FROM audit")
                    .mapTo(Long.class)
                    .one();
        });
        assertThat(place).isEqualTo(6);
    }

    @Test
    void leasesOfRunningInstancesAreNoPartOfIt() {
        Rows.fill(source, 1, 3);
        restore(backup());
        int leases = target.read(
                handle -> handle.createQuery("SELECT (SELECT COUNT(*) FROM instances) + (SELECT COUNT(*) FROM relays)")
                        .mapTo(Integer.class)
                        .one());
        assertThat(leases).isZero();
    }

    @Test
    void itIsAllOfOneMomentWhileOthersWrite() {
        Rows.fill(source, 1, 300);
        Map<String, List<String>> before = Rows.all(source);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean[] interfered = {false};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written.write(bytes, offset, length);
                if (!interfered[0]) {
                    interfered[0] = true;
                    Rows.fill(source, 1000, 5);
                    source.change(handle -> handle.execute("DELETE FROM users WHERE id < 50"));
                }
            }
        };
        try {
            Backup.write(source, null, "1.2.3", NOW, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(Rows.all(source)).isNotEqualTo(before);
        restore(written.toByteArray());
        assertThat(Rows.all(target)).isEqualTo(before);
    }

    @Test
    void aDatabaseInWhichThereIsSomethingIsRefusedAndKept() {
        Rows.fill(source, 1, 3);
        byte[] backup = backup();
        target.migrate();
        target.change(handle -> handle.execute("INSERT INTO settings (name, value) VALUES ('a', 'b')"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> restore(backup))
                .withMessageContaining("already");
        assertThat(Rows.all(target).get("settings")).containsExactly("{name=a, value=b}");
        assertThat(Rows.all(target).get("users")).isEmpty();
    }

    @Test
    void aDatabaseWithoutAnInstallationHasNoBackup() {
        Database nothing = target;
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Backup.write(nothing, null, "1", NOW, OutputStream.nullOutputStream()))
                .withMessageContaining("no installation");
    }

    @Test
    void aBackupThatIsCutOffAnywhereIsRefused() {
        Rows.fill(source, 1, 4);
        byte[] backup = backup();
        for (int length = 0; length < backup.length; length += Math.max(1, backup.length / 25)) {
            refused(Arrays.copyOf(backup, length));
        }
        refused(Arrays.copyOf(backup, backup.length - 1), "damaged");
        refused(changed(backup, text -> text.substring(0, text.lastIndexOf("{\"rows\""))), "its end is missing");
        refused(changed(backup, text -> text.substring(0, text.length() / 2)), "damaged");
    }

    @Test
    void aChangedBackupIsRefused() {
        Rows.fill(source, 1, 4);
        byte[] backup = backup();
        refused(changed(backup, text -> text.replaceFirst("“3”", "“9”")), "checksum");
        refused(changed(backup, text -> text.replaceFirst("\"table\":\"users\"", "\"table\":\"user\"")), "user");
        refused(changed(backup, text -> text.replaceFirst("\"email\"", "\"mail\"")), "isn't the one of its version");
        refused(changed(backup, text -> text.replaceFirst("\\[\"“1”", "[7")), "damaged");
        refused(changed(backup, text -> text + "{}\n"), "follows its end");
        refused(changed(backup, text -> text.replaceFirst("\n\\[", "\n[1,")), "belongs nowhere");
        refused(changed(backup, text -> text.replaceFirst("\n\\[", "\nx[")), "isn't JSON");
        backup[backup.length / 2] ^= 1;
        refused(backup);
    }

    @Test
    void anythingElseIsNoBackup() throws IOException {
        refused(new byte[0], "not a backup");
        refused("orchestrator.db".getBytes(StandardCharsets.UTF_8), "not a backup");
        refused(compressed(""), "not a backup");
        refused(compressed("-- PostgreSQL database dump\n"), "not a backup");
        refused(compressed("[1]\n"), "not a backup");
        refused(compressed("{\"portals_backup\":\"1\"}\n"), "not a backup");
        refused(compressed("{\"portals_backup\":1,\"schema\":1,\"created_at\":\"x\"}\n"), "damaged");
    }

    @Test
    void aBackupOfANewerProgramIsRefusedWithItsVersion() {
        byte[] backup = backup();
        refused(changed(backup, text -> text.replaceFirst("\"schema\":\\d+", "\"schema\":999")), "newer", "1.2.3");
        refused(changed(backup, text -> text.replaceFirst("\"portals_backup\":1", "\"portals_backup\":2")), "newer");
    }

    @Test
    void namesInABackupAreNeverTakenForSql() {
        Rows.fill(source, 1, 1);
        refused(
                changed(
                        backup(),
                        text -> text.replaceFirst("\"table\":\"users\"", "\"table\":\"users; DROP TABLE users\"")),
                "isn't the one of its version");
    }

    @Test
    void whatItHoldsIsSaid() {
        Rows.fill(source, 1, 2);
        byte[] backup = backup();
        Backup.Contents contents = Backup.check(new ByteArrayInputStream(backup));
        assertThat(contents.createdAt()).isEqualTo(NOW);
        assertThat(contents.program()).isEqualTo("1.2.3");
        assertThat(contents.schema()).isEqualTo(Database.latestVersion());
        assertThat(contents.rows()).containsEntry("users", 2L).containsEntry("mails", 2L);
        assertThat(contents.key()).isEmpty();
    }
}
