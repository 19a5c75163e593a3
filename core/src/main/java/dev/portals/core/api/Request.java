package dev.portals.core.api;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request (spec 01 section 8.5, 04 section 0.4).
 *
 * <pre>
 * header   {1: id uint, 2: path text, 3: method uint, 4: has a body bool}
 * </pre>
 *
 * @param id 32 bits, never 0 in ours
 * @param path as it was sent
 * @param method null if it is missing or unknown
 * @param body CBOR; empty for none
 */
public record Request(long id, String path, @Nullable Method method, byte[] body) {
    /** A request without a body. */
    public static Request of(long id, Method method, String path) {
        return new Request(id, path, method, Envelope.NO_BODY);
    }

    /** Whether there is a body. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /** The payload of a message. */
    public byte[] encode() {
        CborWriter header = new CborWriter()
                .map(method == null ? 3 : 4)
                .uint(1)
                .uint(id)
                .uint(2)
                .text(path);
        if (method != null) {
            header.uint(3).uint(method.code());
        }
        return Envelope.wrap(header.uint(4).bool(hasBody()).toBytes(), body);
    }

    /** From the payload of a message; a {@link DecodeException} if the header isn't one. */
    public static Request decode(byte[] in) {
        return decode(in, 0, in.length);
    }

    static Request decode(byte[] in, int from, int to) {
        CborReader content = Envelope.unwrap(in, from, to);
        long id = -1;
        String path = null;
        Method method = null;
        boolean flagged = false;
        CborReader.Items entries = content.map();
        while (entries.next()) {
            switch (Envelope.key(content)) {
                case 1 -> id = content.uint(Envelope.MAX_ID);
                case 2 -> path = content.text();
                case 3 -> method = content.none() ? null : Method.of(content.uint(Long.MAX_VALUE));
                case 4 -> {
                    content.bool();
                    flagged = true;
                }
                default -> content.skip();
            }
        }
        if (id < 0 || path == null || !flagged) {
            throw new DecodeException("a request's header lacks an entry");
        }
        return new Request(id, path, method, Envelope.body(in, from, to, content));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Request that
                && id == that.id
                && path.equals(that.path)
                && method == that.method
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, path, method, Arrays.hashCode(body));
    }

    /** Method and path; never the body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
