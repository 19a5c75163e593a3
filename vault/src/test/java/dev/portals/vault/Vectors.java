package dev.portals.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;

/** Test vectors among the resources. */
final class Vectors {
    private Vectors() {}

    static JsonNode json(String path) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/" + path), path)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
