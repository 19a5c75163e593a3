package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;

/**
 * What a user is in a project (spec 04 section 3.5).
 *
 * <pre>
 * {1: email text, 2: user id uint, 3: Role, 4: Scope}
 * </pre>
 */
public record UserRole(String email, long userId, Role role, Scope scope) implements Body {
    /** Bounds the email. */
    public UserRole {
        Wire.check(email, Wire.EMAIL, "email");
    }

    /** Reads it. */
    public static UserRole decode(CborReader in) {
        String email = null;
        Long userId = null;
        Role role = null;
        Scope scope = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> email = in.text();
                case 2 -> userId = Wire.count(in);
                case 3 -> role = Role.decode(in);
                case 4 -> scope = Scope.decode(in);
                default -> in.skip();
            }
        }
        return new UserRole(
                Wire.required(email, "email"),
                Wire.required(userId, "user id"),
                Wire.required(role, "role"),
                Wire.required(scope, "scope"));
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, email)
                .uint(2, userId)
                .code(3, role)
                .code(4, scope)
                .writeTo(out);
    }
}
