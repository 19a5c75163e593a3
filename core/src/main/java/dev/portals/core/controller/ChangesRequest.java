package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Asks whether anything that the caller sees, such as its invitations, has changed since a revision: GET
 * {@code /v0/changes} of {@code users}, ours alone. It is answered at once if there is a newer one, else when there is or
 * after 30 seconds. 0 is older than everything.
 *
 * <pre>
 * {1: revision uint}
 * </pre>
 */
public record ChangesRequest(long revision) implements Body {
    /** Reads it. */
    public static ChangesRequest decode(CborReader in) {
        return new ChangesRequest(Wire.onlyCount(in, "revision"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().uint(1, revision).writeTo(out);
    }
}
