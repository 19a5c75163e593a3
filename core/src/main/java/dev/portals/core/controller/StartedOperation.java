package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Answers a change of an add-on with the operation that carries it out (spec 04 section 3.6).
 *
 * <pre>
 * {1: operation id text}
 * </pre>
 */
public record StartedOperation(String operation) implements Body {
    /** Bounds the text. */
    public StartedOperation {
        Wire.check(operation, Wire.ID, "operation's id");
    }

    /** Reads it. */
    public static StartedOperation decode(CborReader in) {
        return new StartedOperation(Wire.onlyText(in, "operation's id"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return Wire.onlyText(out, operation);
    }
}
