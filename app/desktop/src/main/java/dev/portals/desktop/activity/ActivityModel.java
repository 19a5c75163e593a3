package dev.portals.desktop.activity;

import java.util.List;

/** What the page shows, the newest first. */
record ActivityModel(Group group, List<Entry> entries, boolean empty) {
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
     * @param icon name of its picture
     * @param style of the picture
     * @param friend whose identity is to be compared; empty: none
     */
    record Entry(Group group, String key, String time, String icon, String style, String sentence, String friend) {}
}
