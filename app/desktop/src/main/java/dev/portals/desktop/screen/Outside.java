package dev.portals.desktop.screen;

/** What lies outside of the program. */
public interface Outside {
    /** Opens a page in the person's browser. */
    void browse(String address);

    /** Puts a text on the clipboard. */
    void copy(String text);
}
