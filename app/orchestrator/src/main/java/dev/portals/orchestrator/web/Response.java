package dev.portals.orchestrator.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * An answer. It isn't kept by anybody on its way unless it says so.
 *
 * @param body its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, List<Header> headers, byte[] body) {
    /**
     * One line of the head.
     *
     * @throws IllegalArgumentException if it would be more than one line
     */
    public record Header(String name, String value) {
        /** Checks that it is one line. */
        public Header {
            if (!name.matches("[A-Za-z0-9-]+") || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("not a header: " + name);
            }
        }
    }

    /** A page. */
    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON. */
    public static Response json(int status, String text) {
        return of(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of that type. */
    public static Response of(int status, String type, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", type)), body);
    }

    /** Sends the browser elsewhere, to be asked for by GET. */
    public static Response redirect(String location) {
        return new Response(303, List.of(new Header("Location", location)), new byte[0]);
    }

    /** The same with one more header; one that the server sets itself is replaced. */
    public Response with(String name, String value) {
        return new Response(
                status,
                Stream.concat(headers.stream(), Stream.of(new Header(name, value)))
                        .toList(),
                body);
    }

    /** The same, to be kept for that long by everybody: for files whose content never changes. */
    public Response kept() {
        return with("Cache-Control", "public, max-age=31536000, immutable");
    }
}
