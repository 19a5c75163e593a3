package dev.portals.core.project;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.AttributesEntry;
import dev.portals.core.identity.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The members of a project as its authority tells them, in the order of the reply (spec 04 section 5.5).
 *
 * <pre>
 * {member bytes 32: AttributesEntry}
 * </pre>
 */
public record MemberList(SequencedMap<Identifier, AttributesEntry> members) {
    /** The most members that are read. */
    static final int MAX_MEMBERS = 100_000;

    /** Copies the members. */
    public MemberList {
        members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    /** Reads the body. */
    public static MemberList decode(CborReader in) {
        SequencedMap<Identifier, AttributesEntry> members = new LinkedHashMap<>();
        CborReader.Items entries = in.map();
        while (entries.next()) {
            members.put(Identifier.of(in.bytes(Identifier.LENGTH)), AttributesEntry.decode(in));
            check(members.size());
        }
        return new MemberList(members);
    }

    /** Writes the body. */
    public byte[] encode() {
        CborWriter out = new CborWriter().map(members.size());
        members.forEach((member, entry) -> entry.encode(out.bytes(member.bytes())));
        return out.toBytes();
    }

    /** Reads a list of identifiers alone: an array of byte strings. */
    public static List<Identifier> decodeIdentifiers(CborReader in) {
        List<Identifier> identifiers = new ArrayList<>();
        CborReader.Items items = in.array();
        while (items.next()) {
            identifiers.add(Identifier.of(in.bytes(Identifier.LENGTH)));
            check(identifiers.size());
        }
        return List.copyOf(identifiers);
    }

    /** Writes a list of identifiers alone. */
    public static byte[] encodeIdentifiers(Collection<Identifier> identifiers) {
        CborWriter out = new CborWriter().array(identifiers.size());
        identifiers.forEach(identifier -> out.bytes(identifier.bytes()));
        return out.toBytes();
    }

    private static void check(int count) {
        if (count > MAX_MEMBERS) {
            throw new DecodeException("more than " + MAX_MEMBERS + " members");
        }
    }
}
