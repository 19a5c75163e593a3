package dev.portals.core.controller;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The body of a request to a controller or of its reply (spec 04 section 0.3). Each record of this package has a static
 * {@code decode(CborReader)} besides: it takes the fields in any order, skips unknown ones, lets the last of duplicates
 * win and throws a {@link DecodeException} for everything else that isn't as drawn. Records refuse texts that are too
 * long the same way when they are made.
 */
public interface Body {
    /** The most entries of a list. */
    int MAX_LIST = 10_000;

    /** Writes it after what was written before. */
    CborWriter encode(CborWriter out);

    /** Writes it alone. */
    default byte[] encode() {
        return encode(new CborWriter()).toBytes();
    }

    /** Writes a bare array, which is how lists are answered. */
    static byte[] encodeList(Collection<? extends Body> bodies) {
        return Wire.list(new CborWriter(), bodies).toBytes();
    }

    /** Reads a bare array: {@code decodeList(in, Space::decode)}. */
    static <T> List<T> decodeList(CborReader in, Function<CborReader, T> item) {
        List<T> list = new ArrayList<>();
        CborReader.Items items = in.array();
        while (items.next()) {
            if (list.size() == MAX_LIST) {
                throw new DecodeException("a list of more than " + MAX_LIST);
            }
            list.add(item.apply(in));
        }
        return List.copyOf(list);
    }
}
