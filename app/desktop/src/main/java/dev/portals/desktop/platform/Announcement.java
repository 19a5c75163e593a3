package dev.portals.desktop.platform;

import java.util.List;

/**
 * A notification of the desktop.
 *
 * @param key a later one with the same takes its place
 * @param title one line of plain text
 * @param body plain text; it may be empty
 * @param urgency how much it should disturb
 * @param choices its buttons, where the desktop has such
 */
public record Announcement(String key, String title, String body, Urgency urgency, List<Choice> choices) {
    /** How much it should disturb. */
    public enum Urgency {
        /** It may pass unseen. */
        LOW,
        /** As usual. */
        NORMAL,
        /** It stays until the person has seen it. */
        CRITICAL
    }

    /**
     * A button.
     *
     * @param key what is told when it is pressed; never empty
     */
    public record Choice(String key, String text) {}

    /** Copies the list. */
    public Announcement {
        choices = List.copyOf(choices);
    }
}
