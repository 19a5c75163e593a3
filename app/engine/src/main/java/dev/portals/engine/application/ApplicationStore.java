package dev.portals.engine.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.DecodeException;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Keeps {@link Saved} in the home's file {@code application.json}, which every change replaces in one step. What it held
 * before the first change of a run is in {@code application.json.previous} (spec 05 section 8.3).
 */
final class ApplicationStore {
    static final String FILE = "application.json";
    static final String PREVIOUS = "application.json.previous";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Path directory;
    private final Path file;
    private final Path previous;
    private byte[] kept = {};

    ApplicationStore(Path home) {
        this(home, FILE);
    }

    /** One that reads another file of the home. */
    ApplicationStore(Path home, String name) {
        this.directory = home;
        this.file = home.resolve(name);
        this.previous = home.resolve(PREVIOUS);
    }

    /** What was saved last; a damaged file is a {@link DecodeException} that names it. */
    Saved read() {
        byte[] content = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
        if (content == null) {
            return Saved.NOTHING;
        }
        Saved saved;
        try {
            JsonNode json = JSON.readTree(content);
            if (json.path("schema").asInt() > Saved.SCHEMA) {
                throw new DecodeException("the file " + file
                        + " was written by a later version of this program: use that one, or move the file away");
            }
            saved = Objects.requireNonNull(JSON.treeToValue(json, Saved.class));
        } catch (DecodeException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DecodeException("the file " + file
                    + " is damaged; put the one of before in its place, which is beside it and ends in .previous, or move it"
                    + " away and sign in again");
        }
        kept = content;
        return saved;
    }

    void write(Saved saved) {
        PrivateFiles.createDirectory(directory);
        try {
            if (kept.length > 0) {
                PrivateFiles.write(previous, kept);
                kept = new byte[0];
            }
            PrivateFiles.write(file, JSON.writeValueAsBytes(saved));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }
}
