package dev.portals.desktop.activity;

import java.util.List;

/** What the page shows, the newest first. */
record ActivityModel(List<Entry> entries, boolean empty) {
    /**
     * Something that happened.
     *
     * @param key unlike any other's
     * @param icon name of its picture
     * @param style of the picture
     * @param friend whose identity is to be compared; empty: none
     */
    record Entry(String key, String time, String icon, String style, String sentence, String friend) {}
}
