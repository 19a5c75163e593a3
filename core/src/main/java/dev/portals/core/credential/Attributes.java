package dev.portals.core.credential;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an authority says about a subject: keys and values, by convention UTF-8, in bytewise order of the keys (spec 02
 * section 4.1).
 */
public final class Attributes {
    /** The schema of project members (spec 02 section 4.2). */
    public static final long PROJECT_MEMBER = 1;

    /** The most attributes that are accepted. */
    public static final int MAX_COUNT = 128;

    /** The most bytes of a key. */
    public static final int MAX_KEY = 1024;

    /** The most bytes of a value. */
    public static final int MAX_VALUE = 8192;

    private final long schema;
    private final SortedMap<byte[], byte[]> entries;

    private Attributes(long schema, SortedMap<byte[], byte[]> entries) {
        this.schema = schema;
        this.entries = Collections.unmodifiableSortedMap(entries);
    }

    /** Texts, under the schema of project members. */
    public static Attributes of(Map<String, String> texts) {
        return of(PROJECT_MEMBER, texts);
    }

    /** Texts; too many or too long ones are a {@link DecodeException}. */
    public static Attributes of(long schema, Map<String, String> texts) {
        SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        texts.forEach((key, value) ->
                put(entries, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
        return new Attributes(schema, entries);
    }

    private static void put(SortedMap<byte[], byte[]> entries, byte[] key, byte[] value) {
        if (key.length > MAX_KEY || value.length > MAX_VALUE) {
            throw new DecodeException("an attribute that is too long");
        }
        entries.put(key, value);
        if (entries.size() > MAX_COUNT) {
            throw new DecodeException("more than " + MAX_COUNT + " attributes");
        }
    }

    /** Reads {@code [schema, {h'key': h'value'}]}. */
    static Attributes decode(CborReader in) {
        CborReader.Items fields = in.array();
        long schema = fields.required("schema").unsigned64();
        SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        CborReader.Items items = fields.required("attributes").map();
        while (items.next()) {
            put(entries, in.bytes(), in.bytes());
        }
        fields.finish();
        return new Attributes(schema, entries);
    }

    void encode(CborWriter out) {
        out.array(2).uint(schema).map(entries.size());
        entries.forEach((key, value) -> out.bytes(key).bytes(value));
    }

    /** Reads a map whose keys and values are arrays of integers (spec 02 section 4.7); the schema is 0. */
    static Attributes decodeIntegers(CborReader in) {
        SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        CborReader.Items items = in.map();
        while (items.next()) {
            put(entries, integers(in, MAX_KEY), integers(in, MAX_VALUE));
        }
        return new Attributes(0, entries);
    }

    private static byte[] integers(CborReader in, int most) {
        ByteBuffer value = ByteBuffer.allocate(most);
        CborReader.Items items = in.array();
        while (items.next()) {
            if (!value.hasRemaining()) {
                throw new DecodeException("an attribute that is too long");
            }
            value.put((byte) in.uint(0xff));
        }
        return Arrays.copyOf(value.array(), value.position());
    }

    void encodeIntegers(CborWriter out) {
        out.map(entries.size());
        entries.forEach((key, value) -> out.integers(key).integers(value));
    }

    /** The schema, which nothing depends on; unsigned. */
    public long schema() {
        return schema;
    }

    /** How many there are. */
    public int size() {
        return entries.size();
    }

    /** The value of a key, if there is one and it is UTF-8. */
    public Optional<String> text(String key) {
        byte[] value = entries.get(key.getBytes(StandardCharsets.UTF_8));
        return value == null ? Optional.empty() : utf8(value);
    }

    /** Those whose key and value are UTF-8. */
    public Map<String, String> asText() {
        SortedMap<String, String> texts = new TreeMap<>();
        entries.forEach((key, value) -> utf8(key).ifPresent(k -> utf8(value).ifPresent(v -> texts.put(k, v))));
        return texts;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private byte[] encoded() {
        CborWriter out = new CborWriter();
        encode(out);
        return out.toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && Arrays.equals(encoded(), that.encoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded());
    }

    @Override
    public String toString() {
        return asText().toString();
    }
}
