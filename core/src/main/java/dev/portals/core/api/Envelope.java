package dev.portals.core.api;

import dev.portals.core.codec.Bare;
import dev.portals.core.codec.CborReader;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What requests and responses have in common (spec 04 section 0.2).
 *
 * <pre>
 * BARE data   length | CBOR header, a map | CBOR body, if there is one
 * </pre>
 *
 * The header's flag for the body is written but not trusted: what follows the header is the body, and nothing is none.
 */
final class Envelope {
    /** The largest number an identifier may be. */
    static final long MAX_ID = 0xffff_ffffL;

    static final byte[] NO_BODY = {};

    private Envelope() {}

    static byte[] wrap(byte[] header, byte[] body) {
        byte[] content = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, content, header.length, body.length);
        return Bare.bytes(content);
    }

    /** A reader of what is wrapped. */
    static CborReader unwrap(byte[] in, int from, int to) {
        Bare.Slice content = Bare.readSlice(in, from, to);
        return new CborReader(in, content.from(), content.to());
    }

    /** What a reader at the end of the header has left, up to the end of the content that {@code unwrap} found. */
    static byte[] body(byte[] in, int from, int to, CborReader atBody) {
        return Arrays.copyOfRange(
                in, atBody.position(), Bare.readSlice(in, from, to).to());
    }

    /** The next key of a header or an error: an unsigned number of at most 32 bits, else the map is refused. */
    static int key(CborReader in) {
        long key = in.uint(MAX_ID);
        return key > 255 ? 255 : (int) key;
    }

    /** A fresh id, never 0. */
    static long freshId(RandomGenerator random) {
        return 1 + random.nextLong(MAX_ID);
    }
}
