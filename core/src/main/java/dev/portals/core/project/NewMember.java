package dev.portals.core.project;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import java.util.SortedMap;

/**
 * Asks an authority to make somebody a member, or to replace a member's attributes (spec 04 section 5.5).
 *
 * <pre>
 * {1: member bytes 32, 2: {text: text} attributes}
 * </pre>
 */
public record NewMember(Identifier member, SortedMap<String, String> attributes) {
    /** Copies the attributes; too many or too long ones are a {@link DecodeException}. */
    public NewMember {
        attributes = Texts.copy(attributes);
    }

    /** Reads the body. */
    public static NewMember decode(CborReader in) {
        Identifier member = null;
        SortedMap<String, String> attributes = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            long field = in.unsigned64();
            if (field == 1) {
                member = Identifier.of(in.bytes(Identifier.LENGTH));
            } else if (field == 2) {
                attributes = Texts.decode(in);
            } else {
                in.skip();
            }
        }
        if (member == null || attributes == null) {
            throw new DecodeException("the member or its attributes are missing");
        }
        return new NewMember(member, attributes);
    }

    /** Writes the body. */
    public byte[] encode() {
        CborWriter out = new CborWriter().map(2).uint(1).bytes(member.bytes()).uint(2);
        return Texts.encode(out, attributes).toBytes();
    }
}
