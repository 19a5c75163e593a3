package dev.portals.orchestrator.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps records in one JSON file that every change replaces in one step, so a crash leaves the records before it or after
 * it. Made for a household or a team: a change costs time in proportion to the number of members. One process at a time.
 */
public final class FileAuthorityStore extends MemoryAuthorityStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LENGTH = 256 * 1024 * 1024;
    private static final int VERSION = 1;

    private final Path file;

    private FileAuthorityStore(Path file) {
        this.file = file;
    }

    /**
     * Opens the file {@code authority.json} of that directory; neither need exist.
     *
     * @throws DecodeException if it is damaged
     * @throws dev.portals.vault.VaultException if it can't be read
     */
    public static FileAuthorityStore open(Path directory) {
        PrivateFiles.createDirectory(directory);
        Path file = directory.resolve("authority.json");
        FileAuthorityStore store = new FileAuthorityStore(file);
        PrivateFiles.read(file, MAX_LENGTH).ifPresent(content -> store.restore(store.read(content)));
        return store;
    }

    private MemoryRecords read(byte[] content) {
        try {
            JsonNode root = JSON.readTree(content);
            if (content.length > MAX_LENGTH || root.path("version").asInt() != VERSION) {
                throw new DecodeException("it isn't of version " + VERSION);
            }
            MemoryRecords records = new MemoryRecords();
            for (JsonNode node : root.path("members")) {
                records.put(new Member(
                        Identifier.parse(text(node, "identifier")),
                        attributes(node),
                        Identifier.parse(text(node, "added_by")),
                        number(node, "added_at"),
                        node.path("pre_trusted").asBoolean()));
            }
            for (JsonNode node : root.path("tokens")) {
                records.put(new Token(
                        text(node, "code_sha256"),
                        text(node, "reference"),
                        attributes(node),
                        Identifier.parse(text(node, "issued_by")),
                        number(node, "created_at"),
                        number(node, "expires_at"),
                        number(node, "uses")));
            }
            for (JsonNode node : root.path("administrators")) {
                records.put(new Administrator(
                        Identifier.parse(text(node, "identifier")),
                        number(node, "expires_at"),
                        number(node, "not_before")));
            }
            return records;
        } catch (IOException | DecodeException e) {
            throw new DecodeException("the authority's file " + file + " is damaged: " + e.getMessage());
        }
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new DecodeException("the text " + field + " is missing");
        }
        return node.path(field).textValue();
    }

    private static long number(JsonNode node, String field) {
        if (!node.path(field).canConvertToLong()) {
            throw new DecodeException("the number " + field + " is missing");
        }
        return node.path(field).longValue();
    }

    private static SortedMap<String, String> attributes(JsonNode node) {
        SortedMap<String, String> attributes = new TreeMap<>();
        node.path("attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return attributes;
    }

    @Override
    void save(MemoryRecords records) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode members = root.putArray("members");
        for (Member member : records.members().values()) {
            ObjectNode node = members.addObject()
                    .put("identifier", member.identifier().toString())
                    .put("added_by", member.addedBy().toString())
                    .put("added_at", member.addedAt())
                    .put("pre_trusted", member.preTrusted());
            member.attributes().forEach(node.putObject("attributes")::put);
        }
        ArrayNode tokens = root.putArray("tokens");
        for (Token token : records.tokens().values()) {
            ObjectNode node = tokens.addObject()
                    .put("code_sha256", token.digest())
                    .put("reference", token.reference())
                    .put("issued_by", token.issuedBy().toString())
                    .put("created_at", token.createdAt())
                    .put("expires_at", token.expiresAt())
                    .put("uses", token.uses());
            token.attributes().forEach(node.putObject("attributes")::put);
        }
        ArrayNode administrators = root.putArray("administrators");
        for (Administrator administrator : records.administrators().values()) {
            administrators
                    .addObject()
                    .put("identifier", administrator.identifier().toString())
                    .put("expires_at", administrator.expiresAt())
                    .put("not_before", administrator.notBefore());
        }
        try {
            PrivateFiles.write(file, JSON.writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
