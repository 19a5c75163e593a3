package dev.portals.orchestrator.site;

import java.util.List;
import java.util.Map;

/** What a browser says it is, in two words. */
public final class Agents {
    /** In this order: most say also that they are one of those below. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS", "macOS"),
            Map.entry("Linux", "Linux"));

    private Agents() {}

    /** The words for what a browser sends as its user agent. */
    public static String describe(String agent) {
        String system = first(SYSTEMS, agent);
        String browser = first(BROWSERS, agent);
        if (browser.isEmpty()) {
            return system.isEmpty() ? "A browser" : "A browser on " + system;
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String first(List<Map.Entry<String, String>> known, String agent) {
        return known.stream()
                .filter(entry -> agent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
