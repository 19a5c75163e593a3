package dev.portals.core.api;

import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.CborWriter;
import dev.portals.core.codec.DecodeException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that isn't ok (spec 04 section 0.6).
 *
 * <pre>
 * {1: path text, 2: method uint, 3: message text, 4: cause, such a map}    all optional
 * </pre>
 *
 * @param path of the request
 * @param method of the request
 * @param message a sentence for a person
 * @param cause what led to it
 */
public record ApiError(
        @Nullable String path,
        @Nullable Method method,
        @Nullable String message,
        @Nullable ApiError cause) {
    /** Causes below causes; what lies deeper is refused. */
    private static final int MAX_CAUSES = 8;

    /** Only a sentence. */
    public static ApiError of(String message) {
        return new ApiError(null, null, message, null);
    }

    /** The body. */
    public byte[] encode() {
        CborWriter out = new CborWriter();
        encode(out);
        return out.toBytes();
    }

    private void encode(CborWriter out) {
        int entries =
                (path == null ? 0 : 1) + (method == null ? 0 : 1) + (message == null ? 0 : 1) + (cause == null ? 0 : 1);
        out.map(entries);
        if (path != null) {
            out.uint(1).text(path);
        }
        if (method != null) {
            out.uint(2).uint(method.code());
        }
        if (message != null) {
            out.uint(3).text(message);
        }
        if (cause != null) {
            cause.encode(out.uint(4));
        }
    }

    /** From a body that is an error map. */
    public static ApiError decode(CborReader in) {
        return decode(in, 0);
    }

    private static ApiError decode(CborReader in, int depth) {
        if (depth > MAX_CAUSES) {
            throw new DecodeException("an error has too many causes");
        }
        String path = null;
        Method method = null;
        String message = null;
        ApiError cause = null;
        CborReader.Items entries = in.map();
        while (entries.next()) {
            switch (Envelope.key(in)) {
                case 1 -> path = in.none() ? null : in.text();
                case 2 -> method = in.none() ? null : Method.of(in.uint(Long.MAX_VALUE));
                case 3 -> message = in.none() ? null : in.text();
                case 4 -> cause = in.none() ? null : decode(in, depth + 1);
                default -> in.skip();
            }
        }
        return new ApiError(path, method, message, cause);
    }

    /** The sentence in a body that is an error map, a text, or bytes that are UTF-8; empty for anything else. */
    static String message(byte[] body) {
        try {
            CborReader in = new CborReader(body);
            if (in.atEnd()) {
                return "";
            }
            if (in.isText()) {
                return in.text();
            }
            if (in.isBytes()) {
                return new String(in.bytes(), StandardCharsets.UTF_8);
            }
            String message = decode(in).message();
            return message == null ? "" : message;
        } catch (DecodeException e) {
            return "";
        }
    }
}
