package dev.portals.orchestrator.admin;

import dev.portals.orchestrator.admin.Screen.Pager;
import dev.portals.orchestrator.web.Parameters;
import dev.portals.orchestrator.web.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which part of a list is asked for.
 *
 * @param number from 1
 * @param about what is looked for; empty: everything
 */
record Paging(String path, int number, String about, Map<String, String> others) {
    /** How many there are on a page. */
    static final int SIZE = 50;
    /** One more than on a page, to know whether there are more. */
    static final int ASKED = SIZE + 1;

    private static final int MOST_PAGES = 2_000;
    private static final int MOST_ABOUT = 254;

    /** What a request asks for; what makes no sense is the first page. */
    static Paging of(Request request, String... kept) {
        String asked = request.query().get("page");
        int number = asked.matches("[0-9]{1,4}") ? Math.clamp(Integer.parseInt(asked), 1, MOST_PAGES) : 1;
        String about = request.query().get("q").strip();
        Map<String, String> others = new LinkedHashMap<>();
        for (String name : kept) {
            request.query().find(name).filter(value -> !value.isEmpty()).ifPresent(value -> others.put(name, value));
        }
        return new Paging(request.path(), number, about.substring(0, Math.min(about.length(), MOST_ABOUT)), others);
    }

    int offset() {
        return (number - 1) * SIZE;
    }

    /** What fits on the page. */
    static <T> List<T> cut(List<T> found) {
        return found.subList(0, Math.min(SIZE, found.size()));
    }

    /** The pages beside the one with these. */
    Pager pager(List<?> found) {
        return new Pager(
                number > 1 ? to(number - 1) : "", found.size() > SIZE && number < MOST_PAGES ? to(number + 1) : "");
    }

    /** A part of a list that is in memory. */
    <T> List<T> part(List<T> all) {
        return all.subList(Math.min(offset(), all.size()), Math.min(offset() + ASKED, all.size()));
    }

    private String to(int page) {
        Map<String, String> query = new LinkedHashMap<>(others);
        if (!about.isEmpty()) {
            query.put("q", about);
        }
        query.put("page", String.valueOf(page));
        return path
                + '?'
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + '=' + Parameters.encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }
}
