package dev.portals.engine.application;

import dev.portals.vault.PrivateFiles;
import dev.portals.vault.VaultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of errors that ended the program, in the home's folder {@code crashes} (FM-17). Two in a short time mean that it
 * isn't safe to go on as before, until the person says so.
 */
public final class CrashReports {
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final int SAFE = 2;
    private static final int KEPT = 10;
    private static final String NEW = ".txt";
    private static final String SEEN = ".seen.txt";
    private static final Logger LOG = LoggerFactory.getLogger(CrashReports.class);

    private final Path folder;

    /** Those of that home. */
    public CrashReports(Path home) {
        this.folder = home.resolve("crashes");
    }

    /** Writes one down; what can't be written is only logged. The oldest are deleted. */
    public void record(Throwable failure, Thread thread, Instant now) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println(now + " in thread " + thread.getName());
        failure.printStackTrace(out);
        out.flush();
        try {
            PrivateFiles.createDirectory(folder);
            PrivateFiles.write(
                    folder.resolve(String.format(Locale.ROOT, "%015d%s", now.toEpochMilli(), NEW)),
                    text.toString().getBytes(StandardCharsets.UTF_8));
            List<Path> all = list("");
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.deleteIfExists(old);
            }
        } catch (VaultException | IOException e) {
            LOG.error("a crash can't be reported", e);
        }
    }

    /** Whether the program should begin with everything paused. */
    boolean isSafeModeDue(Instant now) {
        return list(NEW).stream()
                        .filter(path -> !path.toString().endsWith(SEEN))
                        .filter(path -> Duration.between(time(path), now).abs().compareTo(SHORT) < 0)
                        .count()
                >= SAFE;
    }

    /** The person goes on: what has happened so far no longer counts. */
    void acknowledge() {
        for (Path path : list(NEW)) {
            String name = String.valueOf(path.getFileName());
            if (!name.endsWith(SEEN)) {
                try {
                    Files.move(path, path.resolveSibling(name.replace(NEW, SEEN)));
                } catch (IOException e) {
                    LOG.warn("a crash report can't be marked as seen", e);
                }
            }
        }
    }

    private static Instant time(Path report) {
        String name = String.valueOf(report.getFileName());
        try {
            return Instant.ofEpochMilli(Long.parseLong(name.substring(0, name.indexOf('.'))));
        } catch (NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    /** The oldest first. */
    private List<Path> list(String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(ending))
                    .sorted(Comparator.comparing(path -> String.valueOf(path.getFileName())))
                    .toList();
        } catch (IOException e) {
            LOG.warn("the crash reports can't be listed", e);
            return List.of();
        }
    }
}
