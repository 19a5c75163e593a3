package dev.portals.desktop.screen;

import java.io.IOException;
import java.nio.file.Path;

/** Reads what a file says: its text, or the code on a picture. */
public interface CodeFile {
    /**
     * The text; empty if there is none in it.
     *
     * @throws IOException if it can't be read, or is too large
     */
    String read(Path file) throws IOException;
}
