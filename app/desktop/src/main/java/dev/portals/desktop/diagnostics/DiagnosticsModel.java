package dev.portals.desktop.diagnostics;

import dev.portals.engine.diagnostics.Check.Verdict;
import java.util.List;

/**
 * What the page shows.
 *
 * @param targets what can be looked at, all of it first
 * @param target which is looked at
 * @param running whether it is being looked at now
 * @param remark when it was looked at
 * @param worst what the checks come to
 * @param summary that in a sentence
 * @param more what it means; may be empty
 * @param report all of it as a text
 */
record DiagnosticsModel(
        List<Target> targets,
        Target target,
        boolean running,
        String remark,
        Verdict worst,
        String summary,
        String more,
        List<Line> lines,
        String report) {
    /**
     * Something that can be looked at.
     *
     * @param subject as in checks; empty: everything
     */
    record Target(String subject, String name) {
        /** What a choice shows. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * One check.
     *
     * @param code that “portals help” explains; empty: none
     */
    record Line(String key, Verdict verdict, String title, String sentence, String code) {}
}
