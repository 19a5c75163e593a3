package dev.portals.desktop.screen;

import java.util.Locale;

/** Pages of the main window. */
public enum Page {
    /** What I share. */
    PORTALS("grid"),
    /** What others share with me. */
    REACHABLE("arrow-left-right"),
    /** What waits for an answer, theirs or mine. */
    INVITATIONS("envelope"),
    /** People. */
    FRIENDS("people"),
    /** What happened. */
    ACTIVITY("activity"),
    /** What goes through. */
    TRAFFIC("graph-up"),
    /** What works and what does not. */
    DIAGNOSTICS("clipboard2-pulse"),
    /** What the program notes of what it does. */
    LOGS("journal-text"),
    /** How it should be. */
    SETTINGS("gear"),
    /** What this program is. */
    ABOUT("info-circle");

    private final String icon;

    Page(String icon) {
        this.icon = icon;
    }

    /** Its picture. */
    public String icon() {
        return icon;
    }

    /** Part of text keys and node ids. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
