package dev.portals.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads CBOR as leniently and as strictly as Ockam's peers do (spec 01 section 2.3.3): heads of any width, definite and
 * indefinite arrays and maps, surplus elements skipped, definite strings only, no tags, bytes after the item left alone.
 *
 * <p>Nothing is ever allocated from a claimed length: strings are bounded by what is really there, and collections grow
 * as their items are read. Every violation is a {@link DecodeException}.
 */
public final class CborReader {
    /** How deep unknown items may nest before they are refused. */
    private static final int MAX_DEPTH = 32;

    private final byte[] in;
    private final int end;
    private int at;

    /** Reads the whole array. */
    public CborReader(byte[] in) {
        this(in, 0, in.length);
    }

    /** Reads {@code in} from {@code from} (inclusive) to {@code to} (exclusive). */
    public CborReader(byte[] in, int from, int to) {
        this.in = in;
        this.at = from;
        this.end = to;
    }

    /** The index of the next byte in the array. */
    public int position() {
        return at;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return at >= end;
    }

    /** The array that is read. */
    public byte[] source() {
        return in;
    }

    /** An unsigned integer of at most {@code max}. */
    public long uint(long max) {
        long value = unsigned64();
        if (value < 0 || value > max) {
            throw new DecodeException("an integer is larger than " + max);
        }
        return value;
    }

    /** An unsigned 64-bit integer, as the bits of a long. */
    public long unsigned64() {
        int initial = next();
        if (initial >> 5 != 0) {
            throw new DecodeException("expected an unsigned integer");
        }
        return argument(initial & 31);
    }

    /** A signed 64-bit integer. */
    public long integer() {
        int initial = next();
        int major = initial >> 5;
        if (major > 1) {
            throw new DecodeException("expected an integer");
        }
        long value = argument(initial & 31);
        if (value < 0) {
            throw new DecodeException("an integer does not fit 64 bits");
        }
        return major == 0 ? value : -1 - value;
    }

    /** A boolean. */
    public boolean bool() {
        return switch (next()) {
            case 0xf4 -> false;
            case 0xf5 -> true;
            default -> throw new DecodeException("expected a boolean");
        };
    }

    /** A float of 64, 32 or 16 bits. */
    public double float64() {
        return switch (next()) {
            case 0xfb -> Double.longBitsToDouble(fixed(8));
            case 0xfa -> Float.intBitsToFloat((int) fixed(4));
            case 0xf9 -> Float.float16ToFloat((short) fixed(2));
            default -> throw new DecodeException("expected a float");
        };
    }

    /** Whether the next item is null; then it is consumed. */
    public boolean none() {
        if (at < end && (in[at] & 0xff) == 0xf6) {
            at++;
            return true;
        }
        return false;
    }

    /** A byte string, copied. */
    public byte[] bytes() {
        int length = bytesHead();
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }

    /** A byte string of exactly that many bytes, copied. */
    public byte[] bytes(int exactly) {
        byte[] value = bytes();
        if (value.length != exactly) {
            throw new DecodeException("expected a byte string of " + exactly + " bytes");
        }
        return value;
    }

    /**
     * Reads over a byte string and gives its length; its bytes are those before {@link #position()} in {@link #source()}.
     */
    public int byteSlice() {
        int length = bytesHead();
        at += length;
        return length;
    }

    /**
     * Reads the head of a byte string and gives the length it claims, 0 to 2^63 - 1; of its bytes there need be none in
     * the array, and the reader is of no more use if they are not.
     */
    public long byteStringHead() {
        int initial = next();
        if (initial >> 5 != 2 || (initial & 31) == 31) {
            throw new DecodeException("expected a byte string");
        }
        long length = argument(initial & 31);
        if (length < 0) {
            throw new DecodeException("a string is longer than anything");
        }
        return length;
    }

    /** A text string. */
    public String text() {
        int initial = next();
        if (initial >> 5 != 3 || (initial & 31) == 31) {
            throw new DecodeException("expected a text string");
        }
        int length = available(argument(initial & 31));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(in, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new DecodeException("a text string is not UTF-8");
        }
    }

    /** Whether the next item is a text string. */
    public boolean isText() {
        return major() == 3;
    }

    /** Whether the next item is a byte string. */
    public boolean isBytes() {
        return major() == 2;
    }

    /** Whether the next item is an array. */
    public boolean isArray() {
        return major() == 4;
    }

    /** Whether the next item is a map. */
    public boolean isMap() {
        return major() == 5;
    }

    /** The major type of the next item, 0 to 7. */
    public int major() {
        if (at >= end) {
            throw new DecodeException("the input ends too early");
        }
        return (in[at] & 0xff) >> 5;
    }

    /** Begins an array; its items follow. */
    public Items array() {
        return begin(4);
    }

    /** Begins a map; keys and values follow, and {@link Items#next()} asks for the next key. */
    public Items map() {
        return begin(5);
    }

    /**
     * The variant number of an enum: a definite array of exactly 2, of which the first item is read. The variant's body
     * follows and must be read (or skipped) by the caller.
     */
    public int variant() {
        int initial = next();
        if (initial >> 5 != 4 || (initial & 31) == 31 || argument(initial & 31) != 2) {
            throw new DecodeException("expected an enum, an array of 2");
        }
        return (int) uint(Integer.MAX_VALUE);
    }

    /** Reads over one item of any kind. */
    public void skip() {
        skip(0);
    }

    private void skip(int depth) {
        if (depth > MAX_DEPTH) {
            throw new DecodeException("items nest too deeply");
        }
        int initial = next();
        int major = initial >> 5;
        int info = initial & 31;
        switch (major) {
            case 0, 1 -> argument(info);
            case 2, 3 -> {
                if (info == 31) {
                    while (!ends()) {
                        skip(depth + 1);
                    }
                } else {
                    int length = available(argument(info));
                    at += length;
                }
            }
            case 4, 5 -> {
                if (info == 31) {
                    while (!ends()) {
                        skip(depth + 1);
                    }
                } else {
                    long count = argument(info);
                    if (count < 0 || count > end - at) {
                        throw new DecodeException("a collection claims more items than there are bytes");
                    }
                    for (long i = major == 5 ? 2 * count : count; i > 0; i--) {
                        skip(depth + 1);
                    }
                }
            }
            case 6 -> {
                argument(info);
                skip(depth + 1);
            }
            default -> {
                if (info == 31) {
                    throw new DecodeException("an end without a beginning");
                }
                if (info >= 24) {
                    argument(info);
                }
            }
        }
    }

    private boolean ends() {
        if (at >= end) {
            throw new DecodeException("the input ends too early");
        }
        if ((in[at] & 0xff) == 0xff) {
            at++;
            return true;
        }
        return false;
    }

    private Items begin(int wanted) {
        int initial = next();
        if (initial >> 5 != wanted) {
            throw new DecodeException(wanted == 4 ? "expected an array" : "expected a map");
        }
        if ((initial & 31) == 31) {
            return new Items(-1);
        }
        long count = argument(initial & 31);
        if (count < 0 || count > end - at) {
            throw new DecodeException("a collection claims more items than there are bytes");
        }
        return new Items(count);
    }

    private int bytesHead() {
        return available(byteStringHead());
    }

    private int available(long length) {
        if (length < 0 || length > end - at) {
            throw new DecodeException("a string is longer than the input");
        }
        return (int) length;
    }

    private int next() {
        if (at >= end) {
            throw new DecodeException("the input ends too early");
        }
        return in[at++] & 0xff;
    }

    private long argument(int info) {
        return switch (info) {
            case 24 -> fixed(1);
            case 25 -> fixed(2);
            case 26 -> fixed(4);
            case 27 -> fixed(8);
            default -> {
                if (info > 27) {
                    throw new DecodeException("a head that does not exist");
                }
                yield info;
            }
        };
    }

    private long fixed(int width) {
        if (end - at < width) {
            throw new DecodeException("the input ends too early");
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | in[at++] & 0xff;
        }
        return value;
    }

    /** The items of an array, or the entries of a map, one after the other. */
    public final class Items {
        private long left;

        private Items(long count) {
            this.left = count;
        }

        /** Whether another item (or key) follows; the caller then reads exactly it (or key and value). */
        public boolean next() {
            if (left < 0) {
                if (ends()) {
                    left = 0;
                }
                return left < 0;
            }
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }

        /** Insists on another item: for a required field of a structure. */
        public CborReader required(String field) {
            if (!next()) {
                throw new DecodeException("the field " + field + " is missing");
            }
            return CborReader.this;
        }

        /** Whether another item follows and isn't null: for an optional field of a structure. */
        public boolean present() {
            return next() && !none();
        }

        /** Skips what is left of an array. */
        public void finish() {
            while (next()) {
                skip();
            }
        }
    }
}
