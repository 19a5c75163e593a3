package dev.portals.core.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of paths: {@code v0/{id}/admins/{email...}}. A name in braces stands for one segment, with three dots at
 * the end for all that is left, slashes included. Slashes at the beginning of a path, and one at its end, don't count
 * (spec 04 section 0.7); nothing is percent-decoded.
 */
final class PathTemplate {
    private final String text;
    private final List<String> segments;

    PathTemplate(String text) {
        this.text = normalise(text);
        this.segments = List.of(this.text.split("/", -1));
    }

    static String normalise(String path) {
        int from = 0;
        while (from < path.length() && path.charAt(from) == '/') {
            from++;
        }
        int to = path.length() > from && path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(from, to);
    }

    /** The values of the names if the path, normalised, is one of these; else null. */
    @Nullable Map<String, String> match(String path) {
        Map<String, String> values = new HashMap<>();
        int from = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (from > path.length()) {
                return null;
            }
            String segment = segments.get(i);
            if (segment.endsWith("...}")) {
                values.put(segment.substring(1, segment.length() - 4), path.substring(from));
                return from < path.length() ? values : null;
            }
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String value = path.substring(from, to);
            if (segment.startsWith("{")) {
                if (value.isEmpty()) {
                    return null;
                }
                values.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(value)) {
                return null;
            }
            from = to + 1;
        }
        return from > path.length() ? values : null;
    }

    /** How many segments are spelled out: of two patterns that match, the one with more wins. */
    int fixedSegments() {
        return (int)
                segments.stream().filter(segment -> !segment.startsWith("{")).count();
    }

    @Override
    public String toString() {
        return text;
    }
}
