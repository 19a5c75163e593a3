package dev.portals.core.project;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks an authority for a one-time code (spec 04 section 5.5).
 *
 * <pre>
 * {1: {text: text} attributes, 2: life in seconds uint opt, 3: uses uint opt}
 * </pre>
 *
 * @param attributes of whoever redeems the code
 * @param seconds how long the code lasts, unsigned; null: 600
 * @param uses how often it can be redeemed, unsigned; null: once
 */
public record TokenRequest(
        SortedMap<String, String> attributes,
        @Nullable Long seconds,
        @Nullable Long uses) {
    /** Copies the attributes; too many or too long ones are a {@link DecodeException}. */
    public TokenRequest {
        attributes = Texts.copy(attributes);
    }

    /** A request for a code with these attributes and the authority's defaults. */
    public static TokenRequest of(Map<String, String> attributes) {
        return new TokenRequest(Texts.copy(attributes), null, null);
    }

    /** Reads the body. */
    public static TokenRequest decode(CborReader in) {
        SortedMap<String, String> attributes = null;
        Long seconds = null;
        Long uses = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            long field = in.unsigned64();
            if (field == 1) {
                attributes = Texts.decode(in);
            } else if (field == 2) {
                seconds = in.none() ? null : (Long) in.unsigned64();
            } else if (field == 3) {
                uses = in.none() ? null : (Long) in.unsigned64();
            } else {
                in.skip();
            }
        }
        if (attributes == null) {
            throw new DecodeException("the attributes are missing");
        }
        return new TokenRequest(attributes, seconds, uses);
    }

    /** Writes the body. */
    public byte[] encode() {
        CborWriter out = new CborWriter()
                .map(1 + (seconds == null ? 0 : 1) + (uses == null ? 0 : 1))
                .uint(1);
        Texts.encode(out, attributes);
        if (seconds != null) {
            out.uint(2).uint(seconds);
        }
        if (uses != null) {
            out.uint(3).uint(uses);
        }
        return out.toBytes();
    }
}
