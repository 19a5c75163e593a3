package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import java.util.List;

/**
 * The invitations of a user (spec 04 section 6.2). An absent list is read as an empty one; all three are written.
 *
 * <pre>
 * {1: [SentInvitation] opt, 2: [ReceivedInvitation] opt, 3: [InvitationWithAccess] opt}
 * </pre>
 *
 * @param sent pending or accepted ones of the user's own
 * @param received those that wait for the user
 * @param accepted those the user has accepted
 */
public record InvitationList(
        List<SentInvitation> sent, List<ReceivedInvitation> received, List<InvitationWithAccess> accepted)
        implements Body {
    /** Copies the lists. */
    public InvitationList {
        sent = Wire.copy(sent);
        received = Wire.copy(received);
        accepted = Wire.copy(accepted);
    }

    /** Reads it. */
    public static InvitationList decode(CborReader in) {
        List<SentInvitation> sent = List.of();
        List<ReceivedInvitation> received = List.of();
        List<InvitationWithAccess> accepted = List.of();
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> sent = in.none() ? List.of() : Body.decodeList(in, SentInvitation::decode);
                case 2 -> received = in.none() ? List.of() : Body.decodeList(in, ReceivedInvitation::decode);
                case 3 -> accepted = in.none() ? List.of() : Body.decodeList(in, InvitationWithAccess::decode);
                default -> in.skip();
            }
        }
        return new InvitationList(sent, received, accepted);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return new Fields()
                .bodies(1, sent)
                .bodies(2, received)
                .bodies(3, accepted)
                .writeTo(out);
    }
}
