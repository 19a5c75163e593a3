package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * An invitation with what is needed to use it (spec 04 section 6.2).
 *
 * <pre>
 * {1: ReceivedInvitation, 2: ServiceAccessDetails opt}
 * </pre>
 *
 * @param access absent while the recipient hasn't accepted, and for what isn't a service
 */
public record InvitationWithAccess(
        ReceivedInvitation invitation, @Nullable ServiceAccessDetails access) implements Body {
    /** Reads it. */
    public static InvitationWithAccess decode(CborReader in) {
        ReceivedInvitation invitation = null;
        ServiceAccessDetails access = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> invitation = ReceivedInvitation.decode(in);
                case 2 -> access = Wire.optional(in, ServiceAccessDetails::decode);
                default -> in.skip();
            }
        }
        return new InvitationWithAccess(Wire.required(invitation, "invitation"), access);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields().body(1, invitation).body(2, access).writeTo(out);
    }
}
