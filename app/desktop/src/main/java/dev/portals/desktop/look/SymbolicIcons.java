package dev.portals.desktop.look;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The tray's icons as files that a panel draws in its own colour: pictures of this program can't know whether the panel is light
 * or dark, which need not be as the windows are.
 */
public final class SymbolicIcons {
    private static final String END = "-symbolic";

    private SymbolicIcons() {}

    /** What an icon of the tray is called as a file. */
    public static String name(String icon) {
        return "portals-" + icon + END;
    }

    /** Writes them below that folder, and returns the folder that panels are told; nothing if that fails. */
    public static Optional<Path> write(Path home) {
        Path theme = home.resolve("icons");
        try {
            // Some panels look for a theme, some for files.
            Path scalable = Files.createDirectories(theme.resolve("hicolor/symbolic/apps"));
            for (String icon : Icons.names()) {
                if (icon.startsWith("tray-")) {
                    byte[] drawing = drawing(Icons.shape(icon)).getBytes(StandardCharsets.UTF_8);
                    Files.write(theme.resolve(name(icon) + ".svg"), drawing);
                    Files.write(scalable.resolve(name(icon) + ".svg"), drawing);
                }
            }
            return Optional.of(theme.toAbsolutePath());
        } catch (IOException e) {
            LoggerFactory.getLogger(SymbolicIcons.class).info("the panel gets no icons that follow its colour", e);
            return Optional.empty();
        }
    }

    private static String drawing(Icons.Shape shape) {
        int side = (int) shape.side();
        StringBuilder drawing = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + side
                + "\" height=\"" + side + "\" viewBox=\"0 0 " + side + " " + side + "\">");
        for (Icons.Part part : shape.parts()) {
            drawing.append("<path fill=\"#2e3436\"")
                    .append(part.evenOdd() ? " fill-rule=\"evenodd\"" : "")
                    .append(" d=\"")
                    .append(part.path())
                    .append("\"/>");
        }
        return drawing.append("</svg>\n").toString();
    }
}
