package dev.portals.desktop.look;

import java.util.Locale;

/** How something stands: a shape, and a colour besides (design, section 4). */
public enum Mark {
    /** It works. */
    UP("s-up"),
    /** It is on its way. */
    CONNECTING("s-conn"),
    /** It waits for somebody or something. */
    WAITING("s-wait"),
    /** A service doesn't answer. */
    DOWN("s-down"),
    /** The person has paused it. */
    PAUSED("s-paused"),
    /** Somebody says no. */
    DENIED("s-deny"),
    /** Something is broken. */
    FAULT("s-fault"),
    /** Nothing yet. */
    NONE("s-none");

    private final String icon;

    Mark(String icon) {
        this.icon = icon;
    }

    String icon() {
        return icon;
    }

    String styleName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
