package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Which invitations are asked for, the body of GET {@code /v0/invites} (spec 04 section 6.1).
 *
 * <pre>
 * {1: the number of its place here}
 * </pre>
 */
public enum ListKind implements Body {
    /** 0: all three lists. */
    ALL,
    /** 1: those the caller sent. */
    SENT,
    /** 2: those that wait for the caller. */
    RECEIVED,
    /** 3: those the caller accepted. */
    ACCEPTED;

    private static final ListKind[] ALL_KINDS = values();

    /** Reads the body. */
    public static ListKind decode(CborReader in) {
        ListKind kind = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            if (Wire.key(in) == 1) {
                kind = Wire.oneOf(ALL_KINDS, in);
            } else {
                in.skip();
            }
        }
        return Wire.required(kind, "kind of list");
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().code(1, this).writeTo(out);
    }
}
