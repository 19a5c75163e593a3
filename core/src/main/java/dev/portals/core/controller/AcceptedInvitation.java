package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * Answers {@link RedeemInvitation} (spec 04 section 6.2).
 *
 * <pre>
 * {1: id text, 2: Role, 3: target's id text}
 * </pre>
 */
public record AcceptedInvitation(String id, Role role, String target) implements Body {
    /** Bounds the texts. */
    public AcceptedInvitation {
        Wire.check(id, Wire.ID, "invitation's id");
        Wire.check(target, Wire.ID, "target's id");
    }

    /** Reads it. */
    public static AcceptedInvitation decode(CborReader in) {
        String id = null;
        Role role = null;
        String target = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> role = Role.decode(in);
                case 3 -> target = in.text();
                default -> in.skip();
            }
        }
        return new AcceptedInvitation(
                Wire.required(id, "invitation's id"),
                Wire.required(role, "role"),
                Wire.required(target, "target's id"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().text(1, id).code(2, role).text(3, target).writeTo(out);
    }
}
