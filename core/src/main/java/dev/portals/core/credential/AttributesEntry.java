package dev.portals.core.credential;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a subject as they are kept, and as authorities tell them over their API (spec 02 section 4.7).
 *
 * @param attributes what is said
 * @param addedAt seconds since the epoch, unsigned
 * @param expiresAt seconds since the epoch, unsigned, from when on it doesn't count any more; null: never
 * @param attestedBy who says so; null: nobody
 */
public record AttributesEntry(
        Attributes attributes,
        long addedAt,
        @Nullable Long expiresAt,
        @Nullable Identifier attestedBy) {
    /** Reads the CBOR map; the attributes' schema isn't in it and becomes 0. */
    public static AttributesEntry decode(CborReader in) {
        Attributes attributes = null;
        Long addedAt = null;
        Long expiresAt = null;
        Identifier attestedBy = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            long field = in.unsigned64();
            if (field == 1) {
                attributes = Attributes.decodeIntegers(in);
            } else if (field == 2) {
                addedAt = in.unsigned64();
            } else if (field == 3) {
                expiresAt = in.none() ? null : (Long) in.unsigned64();
            } else if (field == 4) {
                attestedBy = in.none() ? null : Identifier.of(in.bytes(Identifier.LENGTH));
            } else {
                in.skip();
            }
        }
        if (attributes == null || addedAt == null) {
            throw new DecodeException("an entry without attributes or time");
        }
        return new AttributesEntry(attributes, addedAt, expiresAt, attestedBy);
    }

    /** Writes the CBOR map. */
    public CborWriter encode(CborWriter out) {
        out.map(2 + (expiresAt == null ? 0 : 1) + (attestedBy == null ? 0 : 1)).uint(1);
        attributes.encodeIntegers(out);
        out.uint(2).uint(addedAt);
        if (expiresAt != null) {
            out.uint(3).uint(expiresAt);
        }
        if (attestedBy != null) {
            out.uint(4).bytes(attestedBy.bytes());
        }
        return out;
    }

    /** Whether it no longer counts at that second. */
    public boolean isExpired(long now) {
        return expiresAt != null && Long.compareUnsigned(expiresAt, now) <= 0;
    }
}
