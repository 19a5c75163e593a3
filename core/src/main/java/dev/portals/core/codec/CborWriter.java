package dev.portals.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes CBOR the way Ockam's peers do (spec 01 section 2.3.2): shortest heads, definite lengths, no tags.
 *
 * <p>Structures are written by the caller item by item: {@code new CborWriter().array(2).uint(0).bytes(value)}.
 */
public final class CborWriter {
    private byte[] buffer;
    private int length;

    /** An empty writer. */
    public CborWriter() {
        this(128);
    }

    /** An empty writer with room for so many bytes before it grows. */
    public CborWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** An unsigned integer. Negative values are taken as unsigned 64-bit ones. */
    public CborWriter uint(long value) {
        return head(0, value);
    }

    /** A signed integer. */
    public CborWriter integer(long value) {
        return value >= 0 ? head(0, value) : head(1, -1 - value);
    }

    /** A byte string. */
    public CborWriter bytes(byte[] value) {
        head(2, value.length);
        return raw(value);
    }

    /** A text string. */
    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        return raw(utf8);
    }

    /** The head of an array of so many items, which follow. */
    public CborWriter array(int items) {
        return head(4, items);
    }

    /** The head of a map of so many entries; keys and values follow. */
    public CborWriter map(int entries) {
        return head(5, entries);
    }

    /** A boolean. */
    public CborWriter bool(boolean value) {
        return put(value ? 0xf5 : 0xf4);
    }

    /** Null, which stands for an absent option before a present field. */
    public CborWriter none() {
        return put(0xf6);
    }

    /** A 64-bit float. */
    public CborWriter float64(double value) {
        put(0xfb);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            put((int) (bits >>> shift));
        }
        return this;
    }

    /** Each byte as an integer of an array: Rust's plain {@code Vec<u8>}, where spec 01 section 2.3.1 says so. */
    public CborWriter integers(byte[] value) {
        array(value.length);
        for (byte b : value) {
            uint(b & 0xff);
        }
        return this;
    }

    /** Bytes that are CBOR already. */
    public CborWriter raw(byte[] encoded) {
        ensure(encoded.length);
        System.arraycopy(encoded, 0, buffer, length, encoded.length);
        length += encoded.length;
        return this;
    }

    /** What another has written. */
    public CborWriter append(CborWriter other) {
        ensure(other.length);
        System.arraycopy(other.buffer, 0, buffer, length, other.length);
        length += other.length;
        return this;
    }

    /** What has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private CborWriter head(int major, long value) {
        ensure(9);
        length += Cbor.writeHead(buffer, length, major, value);
        return this;
    }

    private CborWriter put(int b) {
        ensure(1);
        buffer[length++] = (byte) b;
        return this;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
