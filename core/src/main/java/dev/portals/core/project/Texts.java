package dev.portals.core.project;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.credential.Attributes;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map of texts to texts on the wire, bounded like the attributes that it becomes. */
final class Texts {
    private Texts() {}

    static SortedMap<String, String> decode(CborReader in) {
        SortedMap<String, String> texts = new TreeMap<>();
        CborReader.Items entries = in.map();
        while (entries.next()) {
            texts.put(in.text(), in.text());
            if (texts.size() > Attributes.MAX_COUNT) {
                throw new DecodeException("more than " + Attributes.MAX_COUNT + " attributes");
            }
        }
        return copy(texts);
    }

    static CborWriter encode(CborWriter out, SortedMap<String, String> texts) {
        out.map(texts.size());
        texts.forEach((key, value) -> out.text(key).text(value));
        return out;
    }

    /** An unmodifiable copy; what can't become attributes is a {@link DecodeException}. */
    static SortedMap<String, String> copy(Map<String, String> texts) {
        Attributes.of(texts);
        return Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }
}
