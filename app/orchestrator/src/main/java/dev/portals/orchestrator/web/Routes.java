package dev.portals.orchestrator.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which handler answers what. Patterns are paths in which {@code {name}} stands for one segment. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, String text, List<String> pattern, Handler handler) {}

    /** What was found for a request. */
    sealed interface Found {
        /**
         * Something answers.
         *
         * @param pattern of the path
         */
        record Match(String pattern, Handler handler, Map<String, String> parameters) implements Found {}

        record OtherMethods(String allowed) implements Found {}

        record Nothing() implements Found {}
    }

    /** Adds a page or something else to read; it answers HEAD as well. */
    public Routes get(String pattern, Handler handler) {
        return add("GET", pattern, handler);
    }

    /** Adds something that a form does. */
    public Routes post(String pattern, Handler handler) {
        return add("POST", pattern, handler);
    }

    private Routes add(String method, String pattern, Handler handler) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("a pattern begins with a slash: " + pattern);
        }
        routes.add(new Route(method, pattern, segments(pattern), handler));
        return this;
    }

    Found find(String method, String path) {
        List<String> segments = segments(path);
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> parameters = match(route.pattern, segments);
            if (parameters != null) {
                if (route.method.equals(method)) {
                    return new Found.Match(route.text, route.handler, parameters);
                }
                others.add(route.method);
            }
        }
        if (others.contains("GET")) {
            others.add("HEAD");
        }
        return others.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(String.join(", ", others));
    }

    private static @Nullable Map<String, String> match(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String part = pattern.get(i);
            if (part.startsWith("{")) {
                if (segments.get(i).isEmpty()) {
                    return null;
                }
                parameters.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return null;
            }
        }
        return parameters;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
