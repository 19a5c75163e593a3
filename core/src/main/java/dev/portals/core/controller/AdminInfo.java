package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * An administrator of a space or project (spec 04 section 3.4).
 *
 * <pre>
 * {1: email text}
 * </pre>
 */
public record AdminInfo(String email) implements Body {
    /** Bounds the text. */
    public AdminInfo {
        Wire.check(email, Wire.EMAIL, "email");
    }

    /** Reads it. */
    public static AdminInfo decode(CborReader in) {
        return new AdminInfo(Wire.onlyText(in, "email"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return Wire.onlyText(out, email);
    }
}
