package dev.portals.core.controller;

import dev.portals.core.codec.CborWriter;
import dev.portals.core.identity.Identifier;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a map in ascending order of their keys, leaves the absent ones out and counts the others. */
final class Fields {
    private final CborWriter fields = new CborWriter();
    private int count;

    Fields text(int key, @Nullable String value) {
        if (value != null) {
            next(key).text(value);
        }
        return this;
    }

    Fields uint(int key, @Nullable Long value) {
        if (value != null) {
            next(key).uint(value);
        }
        return this;
    }

    Fields integer(int key, long value) {
        next(key).integer(value);
        return this;
    }

    Fields code(int key, Enum<?> value) {
        next(key).uint(value.ordinal());
        return this;
    }

    Fields bool(int key, @Nullable Boolean value) {
        if (value != null) {
            next(key).bool(value);
        }
        return this;
    }

    Fields identifier(int key, @Nullable Identifier value) {
        if (value != null) {
            next(key).bytes(value.bytes());
        }
        return this;
    }

    Fields bytes(int key, byte[] value) {
        next(key).bytes(value);
        return this;
    }

    Fields texts(int key, List<String> values) {
        CborWriter out = next(key).array(values.size());
        values.forEach(out::text);
        return this;
    }

    Fields body(int key, @Nullable Body value) {
        if (value != null) {
            value.encode(next(key));
        }
        return this;
    }

    Fields bodies(int key, Collection<? extends Body> values) {
        Wire.list(next(key), values);
        return this;
    }

    CborWriter writeTo(CborWriter out) {
        return out.map(count).append(fields);
    }

    private CborWriter next(int key) {
        count++;
        return fields.uint(key);
    }
}
