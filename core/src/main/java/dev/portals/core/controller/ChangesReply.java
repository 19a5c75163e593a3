package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * The revision of what the caller sees; it only grows. Ours alone, see {@link ChangesRequest}.
 *
 * <pre>
 * {1: revision uint}
 * </pre>
 */
public record ChangesReply(long revision) implements Body {
    /** Reads it. */
    public static ChangesReply decode(CborReader in) {
        return new ChangesReply(Wire.onlyCount(in, "revision"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().uint(1, revision).writeTo(out);
    }
}
