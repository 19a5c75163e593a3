package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * Invites somebody to a project or a space: POST {@code /v0/invites} (spec 04 section 6.2).
 *
 * <pre>
 * {1: expires at text opt, 2: Role, 3: recipient's email text, 4: uses uint opt, 5: Scope, 6: target's id text}
 * </pre>
 *
 * @param expiresAt unchecked, see {@link ExpiryText}
 * @param target the id of the project or space
 */
public record NewInvitation(
        @Nullable String expiresAt,
        Role role,
        String recipient,
        @Nullable Long remainingUses,
        Scope scope,
        String target)
        implements Body {
    /** Bounds the texts. */
    public NewInvitation {
        Wire.check(expiresAt, Wire.DATE, "date");
        Wire.check(recipient, Wire.EMAIL, "recipient's email");
        Wire.check(target, Wire.ID, "target's id");
    }

    /** Reads the body. */
    public static NewInvitation decode(CborReader in) {
        String expiresAt = null;
        Role role = null;
        String recipient = null;
        Long uses = null;
        Scope scope = null;
        String target = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> expiresAt = Wire.optionalText(in);
                case 2 -> role = Role.decode(in);
                case 3 -> recipient = in.text();
                case 4 -> uses = Wire.optional(in, Wire::count);
                case 5 -> scope = Scope.decode(in);
                case 6 -> target = in.text();
                default -> in.skip();
            }
        }
        return new NewInvitation(
                expiresAt,
                Wire.required(role, "role"),
                Wire.required(recipient, "recipient's email"),
                uses,
                Wire.required(scope, "scope"),
                Wire.required(target, "target's id"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, expiresAt)
                .code(2, role)
                .text(3, recipient)
                .uint(4, remainingUses)
                .code(5, scope)
                .text(6, target)
                .writeTo(out);
    }
}
