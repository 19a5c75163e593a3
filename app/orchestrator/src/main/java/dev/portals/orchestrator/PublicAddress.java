package dev.portals.orchestrator;

import java.net.URI;

/**
 * Where people reach this installation's pages. Every link in a mail or on a page is made from it, and never from what a
 * request says about its host.
 *
 * @param base {@code http} or {@code https}, without a slash at its end
 */
public record PublicAddress(URI base) {
    /**
     * Takes an address as a person writes it.
     *
     * @throws IllegalArgumentException if it isn't an http address of a host
     */
    public static PublicAddress of(String text) {
        String trimmed = text.strip().replaceAll("/+$", "");
        URI uri;
        try {
            uri = URI.create(trimmed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("“" + text + "” is not an address like https://portals.example.org");
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("“" + text + "” is not an address like https://portals.example.org");
        }
        return new PublicAddress(uri);
    }

    /** The address of a page; the path begins with a slash. */
    public URI to(String path) {
        return URI.create(base + path);
    }

    /** Whether browsers reach it by TLS. */
    public boolean isSecure() {
        return "https".equals(base.getScheme());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
