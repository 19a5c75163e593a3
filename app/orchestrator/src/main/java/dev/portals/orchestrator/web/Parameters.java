package dev.portals.orchestrator.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query or a form ({@code application/x-www-form-urlencoded}). */
public final class Parameters {
    private static final int MOST = 200;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @throws WebFailure if they aren't well formed or too many
     */
    public static Parameters parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (text.isEmpty()) {
            return new Parameters(values);
        }
        String[] pairs = text.split("&", MOST + 1);
        if (pairs.length > MOST) {
            throw WebFailure.malformed();
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw WebFailure.malformed();
        }
    }

    /** For use in a query. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The value of that name, the first of several. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** The value of that name; empty if there is none. */
    public String get(String name) {
        return find(name).orElse("");
    }

    /** All values of that name. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Whether some name has several values. */
    public boolean isAnyRepeated() {
        return values.values().stream().anyMatch(several -> several.size() > 1);
    }
}
