package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * An add-on that a project can have (spec 04 section 3.8).
 *
 * <pre>
 * {1: id text, 2: description text, 3: enabled bool}
 * </pre>
 */
public record Addon(String id, String description, boolean enabled) implements Body {
    /** Bounds the texts. */
    public Addon {
        Wire.check(id, Wire.ID, "add-on's id");
        Wire.check(description, Wire.URL, "description");
    }

    /** Reads it. */
    public static Addon decode(CborReader in) {
        String id = null;
        String description = null;
        Boolean enabled = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> description = in.text();
                case 3 -> enabled = in.bool();
                default -> in.skip();
            }
        }
        return new Addon(
                Wire.required(id, "add-on's id"),
                Wire.required(description, "description"),
                Wire.required(enabled, "state"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, id).text(2, description).bool(3, enabled).writeTo(out);
    }
}
