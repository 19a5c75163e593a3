package dev.portals.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.project.Project;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The projects a home has joined, in its file {@code projects.json}; the first one is the default. Every call reads the file
 * anew, and writing replaces it in one step. Failures of the file are {@link dev.portals.vault.VaultException}s.
 */
public final class ProjectStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    private final Path directory;
    private final Path file;

    /** The store of that home, which need not exist yet. */
    public ProjectStore(Path home) {
        this.directory = home;
        this.file = home.resolve("projects.json");
    }

    /** All projects, the default one first. A damaged file is a {@link DecodeException} that names it. */
    public List<Project> list() {
        byte[] content = PrivateFiles.read(file, MAX_LENGTH).orElse(null);
        if (content == null) {
            return List.of();
        }
        try {
            if (content.length > MAX_LENGTH) {
                throw new DecodeException("it is too long");
            }
            List<Project> projects = new ArrayList<>();
            for (JsonNode node : JSON.readTree(content).path("projects")) {
                projects.add(ProjectJson.read(node));
            }
            return List.copyOf(projects);
        } catch (IOException | DecodeException e) {
            throw new DecodeException(
                    "the file " + file + " is damaged; move it away and join again: " + e.getMessage());
        }
    }

    /** The project of that name. */
    public Optional<Project> find(String name) {
        return list().stream().filter(project -> project.name().equals(name)).findFirst();
    }

    /** The project whose authority counts when none is named. */
    public Optional<Project> defaultProject() {
        return list().stream().findFirst();
    }

    /** Stores a project in place of one with its name or its id; the first one becomes the default. */
    public synchronized void put(Project project) {
        List<Project> projects = new ArrayList<>(list());
        int place = 0;
        while (place < projects.size() && !same(projects.get(place), project)) {
            place++;
        }
        projects.removeIf(known -> same(known, project));
        projects.add(Math.min(place, projects.size()), project);
        ArrayNode array = JSON.createArrayNode();
        projects.forEach(each -> array.add(ProjectJson.write(JSON, each)));
        ObjectNode root = JSON.createObjectNode();
        root.set("projects", array);
        PrivateFiles.createDirectory(directory);
        try {
            PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    private static boolean same(Project one, Project other) {
        return one.name().equals(other.name()) || one.id().equals(other.id());
    }
}
