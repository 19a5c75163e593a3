package dev.portals.engine.diagnostics;

import dev.portals.vault.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What somebody needs who is to help: versions, the snapshot, the checks, logs and crash reports, all redacted. Nothing is sent anywhere; a person
 * can look at every file of it before it is written.
 *
 * @param files in the order in which they are shown
 */
public record Bundle(List<File> files) {
    private static final int LONGEST_LOG = 1024 * 1024;
    private static final int MOST_FILES = 20;
    private static final int SALT = 16;

    /** Copies the list. */
    public Bundle {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param text what will be in it
     * @param removed how many things were taken out of it
     */
    public record File(String name, String text, int removed) {}

    /**
     * Collects it. Waits for the disk.
     *
     * @param home whose logs and crash reports are taken; no other file of it is opened
     * @param snapshot as JSON, as {@code dev.portals.engine.control.Protocol} says
     */
    public static Bundle collect(Path home, String snapshot, List<Check> checks) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return collect(home, snapshot, checks, salt, System.getProperty("user.home", ""));
    }

    static Bundle collect(Path home, String snapshot, List<Check> checks, byte[] salt, String userHome) {
        List<File> files = new ArrayList<>();
        Function<String, Redaction> redaction = name -> new Redaction(salt, userHome);
        add(files, "versions.txt", versions(), redaction);
        add(files, "checks.txt", checks.stream().map(Bundle::line).collect(Collectors.joining()), redaction);
        add(files, "snapshot.json", snapshot, redaction);
        for (String folder : List.of("logs", "crashes")) {
            for (Path file : list(home.resolve(folder))) {
                add(files, folder + "/" + file.getFileName(), tail(file), redaction);
            }
        }
        return new Bundle(files);
    }

    private static void add(List<File> files, String name, String text, Function<String, Redaction> redaction) {
        Redaction one = redaction.apply(name);
        String safe = one.redact(text);
        files.add(new File(name, safe, one.removed()));
    }

    private static String versions() {
        return Stream.of("java.version", "java.vendor", "os.name", "os.version", "os.arch", "javafx.version")
                        .map(name -> name + " = " + System.getProperty(name, "-") + "\n")
                        .collect(Collectors.joining())
                + "portals = " + String.valueOf(Bundle.class.getPackage().getImplementationVersion()) + "\n"
                + "locale = " + Locale.getDefault().toLanguageTag() + "\n"
                + "processors = " + Runtime.getRuntime().availableProcessors() + "\n";
    }

    private static String line(Check check) {
        return check.verdict() + " " + check.area() + (check.subject().isEmpty() ? "" : " " + check.subject()) + ": "
                + check.sentence()
                + (check.mode() == null ? "" : " (" + check.mode().code() + ")") + "\n";
    }

    /** The newest by name; links lead elsewhere and are left out. */
    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> sorted = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            return sorted.subList(Math.max(0, sorted.size() - MOST_FILES), sorted.size());
        } catch (IOException e) {
            throw PrivateFiles.failed("list", folder, e);
        }
    }

    private static String tail(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long skipped = Math.max(0, file.length() - LONGEST_LOG);
            file.seek(skipped);
            byte[] bytes = new byte[(int) (file.length() - skipped)];
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // The first line may have lost its beginning, and with it what says that it is a secret.
            return skipped == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            return "can't be read: " + e.getMessage() + "\n";
        }
    }

    /**
     * Writes it as a ZIP archive that only its owner may read.
     *
     * @throws dev.portals.vault.VaultException if it can't be written
     */
    public void write(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (File each : files) {
                zip.putNextEntry(new ZipEntry(each.name()));
                zip.write(each.text().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        PrivateFiles.write(file.toAbsolutePath(), bytes.toByteArray());
    }
}
