package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Something that takes a controller longer than a request (spec 04 section 3.7).
 *
 * <pre>
 * {1: id text, 2: Status}
 * </pre>
 */
public record Operation(String id, Status status) implements Body {
    /** How far it is; on the wire the number of its place here. */
    public enum Status {
        /** 0: under way. */
        STARTED,
        /** 1: done. */
        SUCCEEDED,
        /** 2: given up. */
        FAILED
    }

    private static final Status[] STATUSES = Status.values();

    /** Bounds the id. */
    public Operation {
        Wire.check(id, Wire.ID, "operation's id");
    }

    /** Reads it. */
    public static Operation decode(CborReader in) {
        String id = null;
        Status status = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> status = Wire.oneOf(STATUSES, in);
                default -> in.skip();
            }
        }
        return new Operation(Wire.required(id, "operation's id"), Wire.required(status, "operation's status"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, id).code(2, status).writeTo(out);
    }
}
