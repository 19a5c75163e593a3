package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What reading and writing the records has in common, and how long their texts may be, in UTF-16 units. */
final class Wire {
    static final int ID = 200;
    static final int NAME = 200;
    static final int EMAIL = 320;
    static final int DATE = 64;
    static final int ROUTE = 1024;
    static final int URL = 2048;
    static final int TOKEN = 8 * 1024;
    static final int TICKET = 16 * 1024;
    static final int DOCUMENT = 64 * 1024;
    static final int HISTORY = 256 * 1024;

    /** The first key of our own fields, far from those that Ockam may still define; its clients skip them. */
    static final int OURS = 100;

    private Wire() {}

    /** The next key of a map; one that no record has comes as 0, which no record has either. */
    static int key(CborReader in) {
        long key = in.unsigned64();
        return key < 0 || key > Integer.MAX_VALUE ? 0 : (int) key;
    }

    static @Nullable String optionalText(CborReader in) {
        return in.none() ? null : in.text();
    }

    static Identifier identifier(CborReader in) {
        return Identifier.of(in.bytes(Identifier.LENGTH));
    }

    static long count(CborReader in) {
        return in.uint(Long.MAX_VALUE);
    }

    static <E extends Enum<E>> E oneOf(E[] values, CborReader in) {
        return values[(int) in.uint(values.length - 1)];
    }

    static List<String> texts(CborReader in) {
        return Body.decodeList(in, CborReader::text);
    }

    static <T> @Nullable T optional(CborReader in, Function<CborReader, T> read) {
        return in.none() ? null : read.apply(in);
    }

    static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new DecodeException("the " + what + " is missing");
        }
        return value;
    }

    /** Refuses a text that is too long. */
    static void check(@Nullable String text, int max, String what) {
        if (text != null && text.length() > max) {
            throw new DecodeException("the " + what + " has more than " + max + " characters");
        }
    }

    /** Copies a list of texts; too many or too long ones are refused. */
    static List<String> copy(List<String> texts, int max, String what) {
        texts.forEach(text -> check(text, max, what));
        return copy(texts);
    }

    /** Copies a list; too long a one is refused. */
    static <T> List<T> copy(List<T> list) {
        if (list.size() > Body.MAX_LIST) {
            throw new DecodeException("a list of more than " + Body.MAX_LIST);
        }
        return List.copyOf(list);
    }

    static CborWriter list(CborWriter out, Collection<? extends Body> bodies) {
        out.array(bodies.size());
        bodies.forEach(body -> body.encode(out));
        return out;
    }

    /** Reads the map {@code {1: text}}. */
    static String onlyText(CborReader in, String what) {
        String text = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            if (key(in) == 1) {
                text = in.text();
            } else {
                in.skip();
            }
        }
        return required(text, what);
    }

    /** Writes the map {@code {1: text}}. */
    static CborWriter onlyText(CborWriter out, String text) {
        return out.map(1).uint(1).text(text);
    }

    /** Reads the map {@code {1: number}}. */
    static long onlyCount(CborReader in, String what) {
        Long number = null;
        CborReader.Items fields = in.map();
        while (fields.next()) {
            if (key(in) == 1) {
                number = count(in);
            } else {
                in.skip();
            }
        }
        return required(number, what);
    }
}
