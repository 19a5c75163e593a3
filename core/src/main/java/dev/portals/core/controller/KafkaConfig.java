package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Where the Kafka of a project's add-on is (spec 04 section 3.8).
 *
 * <pre>
 * {1: bootstrap server text}
 * </pre>
 */
public record KafkaConfig(String bootstrapServer) implements Body {
    /** Bounds the text. */
    public KafkaConfig {
        Wire.check(bootstrapServer, Wire.URL, "bootstrap server");
    }

    /** Reads it. */
    public static KafkaConfig decode(CborReader in) {
        return new KafkaConfig(Wire.onlyText(in, "bootstrap server"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return Wire.onlyText(out, bootstrapServer);
    }
}
