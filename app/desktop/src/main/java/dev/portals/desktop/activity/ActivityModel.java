package dev.portals.desktop.activity;

import java.time.Instant;
import java.util.List;

/**
 * What the page shows, the newest first.
 *
 * @param exported what became of the last export; empty: nothing yet
 * @param exportFailed whether it failed
 */
record ActivityModel(Group group, List<Entry> entries, boolean empty, String exported, boolean exportFailed) {
    /** What can be chosen. */
    enum Group {
        /** Everything. */
        ALL,
        /** Who came and went. */
        CONNECTIONS,
        /** What was offered and taken. */
        INVITATIONS,
        /** Identities. */
        TRUST,
        /** What did not work. */
        PROBLEMS
    }

    /**
     * Something that happened.
     *
     * @param group one of them, but for {@link Group#ALL}
     * @param key unlike any other's
     * @param day it happened on, in words
     * @param first whether it is the first that is shown of its day
     * @param kind for programs
     * @param code of the failure; empty: none
     * @param icon name of its picture
     * @param style of the picture
     * @param friend whose identity is to be compared; empty: none
     */
    record Entry(
            Group group,
            String key,
            Instant at,
            String day,
            boolean first,
            String time,
            String kind,
            String code,
            String icon,
            String style,
            String sentence,
            String friend) {
        Entry asFirst() {
            return new Entry(group, key, at, day, true, time, kind, code, icon, style, sentence, friend);
        }
    }
}
