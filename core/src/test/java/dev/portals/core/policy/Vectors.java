package dev.portals.core.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Verdicts of Ockam's own parser and evaluator, from the resources. */
final class Vectors {
    private Vectors() {}

    static Stream<Arguments> read(String file, String list) {
        String path = "/identity/" + file;
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path)) {
            JsonNode vectors = new ObjectMapper().readTree(in).required(list);
            return StreamSupport.stream(vectors.spliterator(), false).map(Arguments::of);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }

    static boolean isOk(JsonNode vector) {
        return vector.required("ok").asBoolean();
    }
}
