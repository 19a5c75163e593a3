package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person is shown about a portal. Ours alone.
 *
 * <pre>
 * {1: name text, 2: scheme text opt, 3: note text opt}
 * </pre>
 *
 * @param name 1 to 100 characters, not only blanks
 * @param scheme what it speaks, such as {@code http}, {@code ssh}, {@code postgresql}
 * @param note up to 1000 characters, lines allowed
 */
public record PortalText(
        String name, @Nullable String scheme, @Nullable String note) implements Body {
    /** The most characters of a name. */
    public static final int MAX_NAME = 100;

    /** The most characters of a note. */
    public static final int MAX_NOTE = 1000;

    /** Controls, half characters, and what changes the direction of text and so shows something else than is there. */
    private static final String UNFIT =
            "\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069";

    private static final Pattern NAME = Pattern.compile("[^" + UNFIT + "]{1," + MAX_NAME + "}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");
    private static final Pattern NOTE = Pattern.compile("[\\n[^" + UNFIT + "]]{0," + MAX_NOTE + "}");

    /** Refuses what can't be shown safely with a {@link DecodeException}. */
    public PortalText {
        if (!NAME.matcher(name).matches() || name.isBlank()) {
            throw new DecodeException("a portal's name has 1 to " + MAX_NAME + " characters that can be shown");
        }
        if (scheme != null && !SCHEME.matcher(scheme).matches()) {
            throw new DecodeException("a scheme has up to 32 lower-case letters and digits");
        }
        if (note != null && !NOTE.matcher(note).matches()) {
            throw new DecodeException("a note has up to " + MAX_NOTE + " characters that can be shown");
        }
    }

    /** Reads it. */
    public static PortalText decode(CborReader in) {
        String name = null;
        String scheme = null;
        String note = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            switch (Wire.key(in)) {
                case 1 -> name = in.text();
                case 2 -> scheme = Wire.optionalText(in);
                case 3 -> note = Wire.optionalText(in);
                default -> in.skip();
            }
        }
        return new PortalText(Wire.required(name, "portal's name"), scheme, note);
    }

    @Override
    public CborWriter encode(CborWriter out) {
        return writeTo(new Fields()).writeTo(out);
    }

    Fields writeTo(Fields fields) {
        return fields.text(1, name).text(2, scheme).text(3, note);
    }
}
