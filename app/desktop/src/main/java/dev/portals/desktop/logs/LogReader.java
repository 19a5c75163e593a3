package dev.portals.desktop.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Reads the end of the log. */
public final class LogReader {
    private static final int LONGEST = 256 * 1024;

    private LogReader() {}

    /** On a thread of its own; empty if there is none. */
    public static CompletableFuture<String> read(Path file) {
        return CompletableFuture.supplyAsync(
                () -> tail(file), work -> Thread.ofVirtual().name("log").start(work));
    }

    static String tail(Path path) {
        if (!Files.isRegularFile(path)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long skipped = Math.max(0, file.length() - LONGEST);
            file.seek(skipped);
            byte[] bytes = new byte[(int) (file.length() - skipped)];
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return skipped == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
