package dev.portals.desktop.screen;

import java.nio.file.Path;
import java.util.function.Consumer;

/** What lies outside of the program. */
public interface Outside {
    /** Opens a page in the person's browser. */
    void browse(String address);

    /** Puts a text on the clipboard. */
    void copy(String text);

    /** The text on the clipboard; empty if there is none. */
    String pasted();

    /** Asks where to write a file, which is called so unless the person wants otherwise; nothing happens if they don't want. */
    void save(String name, Consumer<Path> chosen);

    /** Asks for a file to read; nothing happens if the person doesn't want. */
    void choose(Consumer<Path> chosen);
}
