package dev.portals.core.api;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response (spec 01 section 8.5, 04 section 0.5).
 *
 * <pre>
 * header   {1: id uint, 2: re uint, 3: status uint, 4: has a body bool}
 * </pre>
 *
 * @param id 32 bits, never 0 in ours
 * @param re the request's id, 0 if it couldn't be told
 * @param code the number of a {@link Status}; others are kept as they came, and 0 stands for none
 * @param body CBOR; empty for none
 */
public record Response(long id, long re, int code, byte[] body) {
    /** Whether there is a body. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /** Whether the request was done. */
    public boolean isOk() {
        return code == Status.OK.code();
    }

    /** The payload of a message. */
    public byte[] encode() {
        CborWriter header = new CborWriter()
                .map(4)
                .uint(1)
                .uint(id)
                .uint(2)
                .uint(re)
                .uint(3)
                .uint(code)
                .uint(4)
                .bool(hasBody());
        return Envelope.wrap(header.toBytes(), body);
    }

    /** From the payload of a message; a {@link DecodeException} if the header isn't one. */
    public static Response decode(byte[] in) {
        CborReader content = Envelope.unwrap(in, 0, in.length);
        long id = -1;
        long re = -1;
        int code = 0;
        boolean flagged = false;
        CborReader.Items entries = content.map();
        while (entries.next()) {
            switch (Envelope.key(content)) {
                case 1 -> id = content.uint(Envelope.MAX_ID);
                case 2 -> re = content.uint(Envelope.MAX_ID);
                case 3 -> code = content.none() ? 0 : (int) content.uint(Integer.MAX_VALUE);
                case 4 -> {
                    content.bool();
                    flagged = true;
                }
                default -> content.skip();
            }
        }
        if (id < 0 || re < 0 || !flagged) {
            throw new DecodeException("a response's header lacks an entry");
        }
        return new Response(id, re, code, Envelope.body(in, 0, in.length, content));
    }

    /** What a response that isn't ok says, in whichever form; empty if it says nothing that can be read. */
    public String errorMessage() {
        return ApiError.message(body);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Response that
                && id == that.id
                && re == that.re
                && code == that.code
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, re, code, Arrays.hashCode(body));
    }

    /** The status; never the body. */
    @Override
    public String toString() {
        return "response " + code + " to " + re;
    }
}
