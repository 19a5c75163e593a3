package dev.portals.core.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portals.core.codec.CborReader;
import dev.portals.core.identity.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** The recorded and the derived messages, and short ways to write bytes. */
final class Vectors {
    static final JsonNode DERIVED = read("/controller/appendix-a.json").get("messages");
    static final JsonNode LIVE = read("/live/orchestrator.json").get("exchanges");

    private Vectors() {}

    private static JsonNode read(String resource) {
        try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a derived message. */
    static String body(String name) {
        JsonNode message = DERIVED.get(name);
        if (message == null) {
            throw new IllegalArgumentException("no message " + name);
        }
        return message.get("body").asText();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static CborReader in(String hex) {
        return new CborReader(bytes(hex));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The identifier of 32 equal bytes. */
    static Identifier of(String twoDigits) {
        return Identifier.of(bytes(twoDigits.repeat(Identifier.LENGTH)));
    }
}
