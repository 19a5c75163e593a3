package dev.portals.desktop.logs;

import java.util.List;

/**
 * What the page shows.
 *
 * @param lines the oldest first
 * @param none whether there is no line at all, whatever is searched
 */
record LogsModel(List<String> lines, boolean none) {
    /** Which lines. */
    enum Level {
        /** All. */
        ALL,
        /** What needs somebody's eyes. */
        WARNINGS,
        /** What went wrong. */
        ERRORS
    }
}
