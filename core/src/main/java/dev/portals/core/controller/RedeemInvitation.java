package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Accepts an invitation: POST {@code /v0/redeem_invite} (spec 04 section 6.1).
 *
 * <pre>
 * {1: invitation id text}
 * </pre>
 */
public record RedeemInvitation(String id) implements Body {
    /** Bounds the text. */
    public RedeemInvitation {
        Wire.check(id, Wire.ID, "invitation's id");
    }

    /** Reads it. */
    public static RedeemInvitation decode(CborReader in) {
        return new RedeemInvitation(Wire.onlyText(in, "invitation's id"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return Wire.onlyText(out, id);
    }
}
