package dev.portals.command;

import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The option {@code --attribute}: what a member's credential says. */
final class AttributesOption {
    @Option(
            names = "--attribute",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "true",
            description = "What the member's credential says; repeatable.")
    private SortedMap<String, String> attributes = new TreeMap<>();

    /** A copy of them. */
    SortedMap<String, String> all() {
        return new TreeMap<>(attributes);
    }
}
