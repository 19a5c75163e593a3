package dev.portals.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The few BARE forms that Ockam's messages use: unsigned LEB128 lengths, strings and byte strings (spec 01 sections 2.1
 * and 2.2). Bytes after a decoded value are ignored, as peers do.
 */
public final class Bare {
    private static final int MAX_UINT_BYTES = 10;

    private Bare() {}

    /** How many bytes the shortest form of an unsigned value takes. */
    public static int uintLength(long value) {
        int length = 1;
        while ((value >>>= 7) != 0) {
            length++;
        }
        return length;
    }

    /** Writes the shortest form and gives the number of bytes. */
    public static int writeUint(byte[] out, int at, long value) {
        int i = at;
        while ((value & ~0x7fL) != 0) {
            out[i++] = (byte) (value & 0x7f | 0x80);
            value >>>= 7;
        }
        out[i++] = (byte) value;
        return i - at;
    }

    /** A string with its length in front. */
    public static byte[] string(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A byte string with its length in front. */
    public static byte[] bytes(byte[] value) {
        int head = uintLength(value.length);
        byte[] out = new byte[head + value.length];
        writeUint(out, 0, value.length);
        System.arraycopy(value, 0, out, head, value.length);
        return out;
    }

    /** The string at the beginning of the input. */
    public static String readString(byte[] in, int from, int to) {
        Slice slice = readSlice(in, from, to);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(in, slice.from, slice.to - slice.from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException("a string is not UTF-8");
        }
    }

    /** The byte string at the beginning of the input, copied. */
    public static byte[] readBytes(byte[] in, int from, int to) {
        Slice slice = readSlice(in, from, to);
        return Arrays.copyOfRange(in, slice.from, slice.to);
    }

    /** Where the content of the byte string at the beginning of the input lies. */
    public static Slice readSlice(byte[] in, int from, int to) {
        long length = 0;
        int i = from;
        for (int n = 0; ; n++) {
            if (i >= to) {
                throw new DecodeException("a length ends too early");
            }
            int b = in[i++] & 0xff;
            if (n == MAX_UINT_BYTES - 1 && b != 1) {
                throw new DecodeException("a length is too long");
            }
            length |= (long) (b & 0x7f) << 7 * n;
            if ((b & 0x80) == 0) {
                break;
            }
        }
        if (length < 0 || length > to - i) {
            throw new DecodeException("a string is longer than the input");
        }
        return new Slice(i, i + (int) length);
    }

    /**
     * A part of an array.
     *
     * @param from first index
     * @param to index after the last
     */
    public record Slice(int from, int to) {}
}
