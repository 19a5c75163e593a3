package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as its sender sees it (spec 04 section 6.2).
 *
 * <pre>
 * {1: id text, 2: expires at text, 3: Role, 4: sender's user id uint, 5: recipient's email text, 6: uses left uint,
 *  7: Scope, 8: target's id text, 9: recipient's user id uint, 10: ServiceAccessDetails opt}
 * </pre>
 *
 * @param expiresAt see {@link ExpiryText}
 * @param recipient exactly as given when it was created
 * @param recipientId 0 while there is no such account
 * @param access present for a service
 */
public record SentInvitation(
        String id,
        String expiresAt,
        Role role,
        long ownerId,
        String recipient,
        long remainingUses,
        Scope scope,
        String target,
        long recipientId,
        @Nullable ServiceAccessDetails access)
        implements Body {
    /** Bounds the texts. */
    public SentInvitation {
        Wire.check(id, Wire.ID, "invitation's id");
        Wire.check(expiresAt, Wire.DATE, "date");
        Wire.check(recipient, Wire.EMAIL, "recipient's email");
        Wire.check(target, Wire.ID, "target's id");
    }

    /** Reads it. */
    public static SentInvitation decode(CborReader in) {
        String id = null;
        String expiresAt = null;
        Role role = null;
        Long ownerId = null;
        String recipient = null;
        Long uses = null;
        Scope scope = null;
        String target = null;
        Long recipientId = null;
        ServiceAccessDetails access = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> id = in.text();
                case 2 -> expiresAt = in.text();
                case 3 -> role = Role.decode(in);
                case 4 -> ownerId = Wire.count(in);
                case 5 -> recipient = in.text();
                case 6 -> uses = Wire.count(in);
                case 7 -> scope = Scope.decode(in);
                case 8 -> target = in.text();
                case 9 -> recipientId = Wire.count(in);
                case 10 -> access = Wire.optional(in, ServiceAccessDetails::decode);
                default -> in.skip();
            }
        }
        return new SentInvitation(
                Wire.required(id, "invitation's id"),
                Wire.required(expiresAt, "date"),
                Wire.required(role, "role"),
                Wire.required(ownerId, "sender's id"),
                Wire.required(recipient, "recipient's email"),
                Wire.required(uses, "number of uses"),
                Wire.required(scope, "scope"),
                Wire.required(target, "target's id"),
                Wire.required(recipientId, "recipient's id"),
                access);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .text(1, id)
                .text(2, expiresAt)
                .code(3, role)
                .uint(4, ownerId)
                .text(5, recipient)
                .uint(6, remainingUses)
                .code(7, scope)
                .text(8, target)
                .uint(9, recipientId)
                .body(10, access)
                .writeTo(out);
    }
}
