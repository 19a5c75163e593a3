package dev.portals.engine.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Keeps {@link Saved} in the home's file {@code application.json}, which every change replaces in one step. */
final class ApplicationStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Path directory;
    private final Path file;

    ApplicationStore(Path home) {
        this.directory = home;
        this.file = home.resolve("application.json");
    }

    /** What was saved last; a damaged file is a {@link DecodeException} that names it. */
    Saved read() {
        byte[] content = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
        if (content == null) {
            return Saved.NOTHING;
        }
        try {
            return Objects.requireNonNull(JSON.readValue(content, Saved.class));
        } catch (IOException | RuntimeException e) {
            throw new DecodeException("the file " + file + " is damaged; move it away and sign in again");
        }
    }

    void write(Saved saved) {
        PrivateFiles.createDirectory(directory);
        try {
            PrivateFiles.write(file, JSON.writeValueAsBytes(saved));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
