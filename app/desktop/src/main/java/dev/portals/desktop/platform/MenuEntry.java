package dev.portals.desktop.platform;

import java.util.List;

/** Something in a menu of the system. */
public sealed interface MenuEntry {
    /**
     * Something to do.
     *
     * @param key stays the same from one menu to the next
     * @param enabled a disabled one only says something
     */
    record Action(String key, String text, boolean enabled, Runnable run) implements MenuEntry {
        /** Two with the same words and key are equal, whatever they run. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Action action
                    && key.equals(action.key)
                    && text.equals(action.text)
                    && enabled == action.enabled;
        }

        @Override
        public int hashCode() {
            return key.hashCode() * 31 + text.hashCode();
        }
    }

    /** A menu in the menu. */
    record Submenu(String key, String text, List<MenuEntry> entries) implements MenuEntry {}

    /** A line. */
    record Separator(String key) implements MenuEntry {}

    /** Stays the same from one menu to the next. */
    String key();
}
