package dev.portals.orchestrator.web;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, within the limits.
 *
 * @param method GET or POST; HEAD is answered as GET
 * @param path decoded, below the public address, beginning with a slash
 * @param rawQuery as it came, without the question mark; empty if there was none
 * @param parameters what stands in the path for {@code {names}}
 * @param form of a POST
 * @param headers by their names in lower case; the first of several
 * @param client where it came from, for counting: an IPv4 address, or the half of an IPv6 address that is a network
 * @param here whether a program on this computer asks by itself: no proxy passes it on, and no name of a host leads here
 */
public record Request(
        String method,
        String path,
        String rawQuery,
        Map<String, String> parameters,
        Parameters query,
        Parameters form,
        Map<String, String> headers,
        String client,
        boolean here) {
    /** What stands in the path for {@code {name}}. */
    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow(WebFailure::notFound);
    }

    /** A header, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        for (String pair : header("cookie").orElse("").split(";")) {
            String trimmed = pair.strip();
            if (trimmed.startsWith(name + "=")) {
                return Optional.of(trimmed.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** Whether it wants to change something. */
    public boolean isPost() {
        return method.equals("POST");
    }

    /** Path and query, as a link that leads here again. */
    public String pathAndQuery() {
        return rawQuery.isEmpty() ? path : path + '?' + rawQuery;
    }
}
