package dev.portals.core.identity;

import dev.portals.core.codec.DecodeException;
import java.util.Arrays;
import java.util.HexFormat;

/** The name of an identity: SHA-256 of the first change of its history, 32 bytes (spec 02 section 2.3). */
public final class Identifier implements Comparable<Identifier> {
    /** Bytes of an identifier. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Identifier(byte[] bytes) {
        this.bytes = bytes;
    }

    /** From its 32 bytes; another length is a {@link DecodeException}. */
    public static Identifier of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new DecodeException("an identifier has 32 bytes, not " + bytes.length);
        }
        return new Identifier(bytes.clone());
    }

    /** From its text form, {@code I} and 64 hex digits; white space around it is ignored. */
    public static Identifier parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() != 1 + 2 * LENGTH || trimmed.charAt(0) != 'I') {
            throw new DecodeException("an identifier is the letter I followed by 64 hexadecimal digits");
        }
        try {
            return new Identifier(HexFormat.of().parseHex(trimmed, 1, trimmed.length()));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("an identifier is the letter I followed by 64 hexadecimal digits");
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Identifier other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    @Override
    public String toString() {
        return "I" + HexFormat.of().formatHex(bytes);
    }
}
