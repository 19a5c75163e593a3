package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as its recipient sees it (spec 04 section 6.2).
 *
 * <pre>
 * {1: id text, 2: expires at text, 3: Role, 4: sender's email text, 5: Scope, 6: target's id text, 7: ignored bool,
 *  100: PortalText opt, ours}
 * </pre>
 *
 * @param expiresAt see {@link ExpiryText}
 * @param portal what the controller passes on about the portal before it is accepted; not verified
 */
public record ReceivedInvitation(
        String id,
        String expiresAt,
        Role role,
        String owner,
        Scope scope,
        String target,
        boolean ignored,
        @Nullable PortalText portal)
        implements Body {
    /** Bounds the texts. */
    public ReceivedInvitation {
        Wire.check(id, Wire.ID, "invitation's id");
        Wire.check(expiresAt, Wire.DATE, "date");
        Wire.check(owner, Wire.EMAIL, "sender's email");
        Wire.check(target, Wire.ID, "target's id");
    }

    /** Reads it. */
    public static ReceivedInvitation decode(CborReader in) {
        String id = null;
        String expiresAt = null;
        Role role = null;
        String owner = null;
        Scope scope = null;
        String target = null;
        Boolean ignored = null;
        PortalText portal = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> expiresAt = in.text();
                case 3 -> role = Role.decode(in);
                case 4 -> owner = in.text();
                case 5 -> scope = Scope.decode(in);
                case 6 -> target = in.text();
                case 7 -> ignored = in.bool();
                case Wire.OURS -> portal = Wire.optional(in, PortalText::decode);
                default -> in.skip();
            }
        }
        return new ReceivedInvitation(
                Wire.required(id, "invitation's id"),
                Wire.required(expiresAt, "date"),
                Wire.required(role, "role"),
                Wire.required(owner, "sender's email"),
                Wire.required(scope, "scope"),
                Wire.required(target, "target's id"),
                Wire.required(ignored, "mark of being ignored"),
                portal);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, id)
                .text(2, expiresAt)
                .code(3, role)
                .text(4, owner)
                .code(5, scope)
                .text(6, target)
                .bool(7, ignored)
                .body(Wire.OURS, portal)
                .writeTo(out);
    }
}
